"""Where NESTML finds NEST.

The `nest-config` of the package names the folders of the machine that the
package was made on.
"""

import os
import re
import sys

import nest


def make(folder):
    """Makes a folder that has NEST's headers and a `nest-config` for them."""
    package = os.path.dirname(nest.__file__)
    with open(os.path.join(sys.prefix, "bin", "nest-config")) as file:
        script = file.read()
    old = re.search(r'^prefix="(.*)"$', script, re.MULTILINE).group(1)
    script = script.replace(old, folder)
    # The compiler is the one in PATH, and libraries are those in the process.
    script = re.sub(r'"/\S*/g\+\+"', '"g++"', script)
    script = re.sub(r'"-L\$\{prefix\}.*"', '""', script)
    # The package was compiled with the older strings of the C++ library.
    script = script.replace("-std=", "-D_GLIBCXX_USE_CXX11_ABI=0 -std=")
    os.makedirs(os.path.join(folder, "bin"), exist_ok=True)
    path = os.path.join(folder, "bin", "nest-config")
    with open(path, "w") as file:
        file.write(script)
    os.chmod(path, 0o755)
    headers = os.path.join(folder, "include")
    if not os.path.exists(headers):
        os.symlink(os.path.join(package, "include"), headers)
    return folder
