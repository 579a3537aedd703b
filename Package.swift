// swift-tools-version:6.0
import PackageDescription

/// Whether another package depends on this one, which then lies in a folder of
/// the package manager's. It takes no flags from there that it doesn't know, so
/// all is built without them, for the oldest machine of the platform.
let isDependency =
  Context.packageDirectory.split(separator: "/").dropLast().last == "checkouts"

/// The architecture whose whole instruction set kernels use in release builds:
/// that of the machine that builds them. For a binary that runs elsewhere, name
/// one, as `SNN_LUA_ARCH=x86-64-v3 scripts/build`, or `SNN_LUA_ARCH=portable`
/// for the oldest machine of the platform.
let architecture = Context.environment["SNN_LUA_ARCH"] ?? "native"

/// Compiler flags of what runs in each iteration, in release builds.
///
/// Bounds, overflow and preconditions are checked as everywhere. That nothing is
/// read while it is written, which takes up to a fifth of an iteration, builds
/// with checks show, where all tests run, and fuzzing.
let iterationFlags = flags(["-enforce-exclusivity=unchecked"])

/// Compiler flags of the kernels, in release builds.
let kernelFlags =
  iterationFlags
  + (architecture == "portable"
    ? [] : flags(["-Xcc", "-march=\(architecture)"]))

func flags(_ list: [String]) -> [SwiftSetting] {
  isDependency
    ? [] : [.unsafeFlags(list, .when(configuration: .release))]
}

/// What builds the documentation, for `scripts/docs.sh` alone.
let documentation: [Package.Dependency] =
  Context.environment["SNN_LUA_DOCS"] == nil
  ? []
  : [
    .package(
      url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")
  ]

let package = Package(
  name: "snn-lua",
  products: [
    .executable(name: "snn-lua", targets: ["snn-lua"]),
    .library(name: "Tensors", targets: ["Tensors"]),
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
    .library(name: "Programs", targets: ["Programs"]),
    .library(name: "Devices", targets: ["Devices"]),
    .library(name: "Files", targets: ["Files"]),
    .library(name: "SpikingNetworks", targets: ["SpikingNetworks"]),
    .library(name: "LuaBindings", targets: ["LuaBindings"]),
    .library(name: "Plots", targets: ["Plots"]),
    .library(name: "Prompt", targets: ["Prompt"]),
  ],
  dependencies: [
    .package(
      url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ] + documentation,
  targets: [
    // MARK: Engine: knows nothing of Lua
    .target(name: "CMachine"),
    .target(
      name: "Tensors", dependencies: ["CMachine"],
      swiftSettings: kernelFlags),
    .target(name: "LinearAlgebra", dependencies: ["Tensors"]),
    .target(
      name: "Programs", dependencies: ["CMachine", "Tensors"],
      swiftSettings: kernelFlags),
    .target(name: "Devices", dependencies: ["Programs", "Tensors"]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Files", dependencies: ["CZlib", "Tensors"]),
    .target(
      name: "SpikingNetworks",
      dependencies: ["Devices", "Files", "Programs", "Tensors"],
      swiftSettings: iterationFlags),
    .target(name: "Processes"),
    .target(name: "Plots", dependencies: ["Files", "Processes", "Tensors"]),

    // MARK: Lua: knows nothing of the engine
    .systemLibrary(
      name: "CLua", pkgConfig: "lua5.4",
      providers: [.apt(["liblua5.4-dev"]), .brew(["lua@5.4"])]),
    .target(name: "CLuaShim", dependencies: ["CLua"]),
    .target(
      name: "LuaRuntime", dependencies: ["CLuaShim"],
      swiftSettings: iterationFlags),

    // MARK: Where the two meet
    .target(
      name: "TensorBindings",
      dependencies: ["Files", "LinearAlgebra", "LuaRuntime", "Tensors"],
      swiftSettings: iterationFlags),
    .target(
      name: "ScriptReference",
      dependencies: ["TensorBindings", "Tensors"],
      resources: [.embedInCode("topics.md")]),
    .target(
      name: "LuaBindings",
      dependencies: [
        "Devices", "Files", "LuaRuntime", "Plots", "Programs",
        "ScriptReference",
        "SpikingNetworks", "TensorBindings", "Tensors",
      ],
      exclude: ["Lua/snn.meta.lua"],
      resources: [
        .embedInCode("Lua/analysis.lua"),
        .embedInCode("Lua/arguments.lua"),
        .embedInCode("Lua/behaviors.lua"),
        .embedInCode("Lua/classes.lua"),
        .embedInCode("Lua/cloning.lua"),
        .embedInCode("Lua/declared.lua"),
        .embedInCode("Lua/descriptions.lua"),
        .embedInCode("Lua/forms.lua"),
        .embedInCode("Lua/grids.lua"),
        .embedInCode("Lua/help.lua"),
        .embedInCode("Lua/hints.lua"),
        .embedInCode("Lua/kernels.lua"),
        .embedInCode("Lua/library.lua"),
        .embedInCode("Lua/living.lua"),
        .embedInCode("Lua/methods.lua"),
        .embedInCode("Lua/models.lua"),
        .embedInCode("Lua/notes.lua"),
        .embedInCode("Lua/observing.lua"),
        .embedInCode("Lua/options.lua"),
        .embedInCode("Lua/owners.lua"),
        .embedInCode("Lua/prelude.lua"),
        .embedInCode("Lua/prompt.lua"),
        .embedInCode("Lua/reloading.lua"),
        .embedInCode("Lua/sandbox.lua"),
        .embedInCode("Lua/scripts.lua"),
        .embedInCode("Lua/space.lua"),
        .embedInCode("Lua/structure_texts.lua"),
        .embedInCode("Lua/structures.lua"),
        .embedInCode("Lua/subgroups.lua"),
        .embedInCode("Lua/synapse_groups.lua"),
        .embedInCode("Lua/test_networks.lua"),
        .embedInCode("Lua/stand_ins.lua"),
        .embedInCode("Lua/tracing.lua"),
        .embedInCode("Lua/weights.lua"),
        .embedInCode("Models"),
      ],
      swiftSettings: iterationFlags),

    .target(name: "Terminal"),
    .target(
      name: "Prompt",
      dependencies: [
        "LuaBindings", "LuaRuntime", "SpikingNetworks", "Terminal",
      ]),

    // MARK: Programs
    .executableTarget(
      name: "snn-lua",
      dependencies: [
        "Devices", "Files", "LuaBindings", "LuaRuntime", "Processes", "Prompt",
        "SpikingNetworks", "Tensors", "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "snn-bench",
      dependencies: [
        "LuaBindings", "LuaRuntime", "SpikingNetworks", "Tensors",
      ],
      exclude: [
        "Models/brunel.lua", "Models/coba.lua", "Models/cuba.lua",
        "Models/izhikevich_2003.lua", "Models/potjans_diesmann.lua",
        "Models/song_miller_abbott.lua", "Peers",
      ],
      resources: [
        .embedInCode("Models/izhikevich.lua"),
        .embedInCode("Models/izhikevich_check.lua"),
        .embedInCode("Models/lif_stdp.lua"),
        .embedInCode("Models/lif_stdp_check.lua"),
        .embedInCode("Models/readme.lua"),
        .embedInCode("Models/readme_check.lua"),
      ]),

    // MARK: Tests
    .target(
      name: "TestSupport", dependencies: ["Files", "Tensors"],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: ["LinearAlgebra", "Tensors", "TestSupport"]),
    .testTarget(
      name: "ProgramsTests",
      dependencies: ["Programs", "Tensors", "TestSupport"]),
    .target(
      name: "DeviceTestSupport", dependencies: ["Devices", "TestSupport"],
      path: "Tests/DeviceTestSupport"),
    .testTarget(
      name: "DevicesTests",
      dependencies: [
        "Devices", "DeviceTestSupport", "Programs", "SpikingNetworks",
        "Tensors",
        "TestSupport",
      ]),
    .testTarget(
      name: "FilesTests", dependencies: ["Files", "Tensors", "TestSupport"],
      exclude: ["SciPy"]),
    .testTarget(
      name: "SpikingNetworksTests",
      dependencies: ["Files", "SpikingNetworks", "Tensors", "TestSupport"]),
    .testTarget(
      name: "ProcessesTests", dependencies: ["Processes", "TestSupport"]),
    .testTarget(
      name: "PlotsTests", dependencies: ["Plots", "Tensors", "TestSupport"],
      exclude: ["Programs"]),
    .testTarget(name: "CLuaShimTests", dependencies: ["CLuaShim"]),
    .testTarget(
      name: "LuaRuntimeTests", dependencies: ["LuaRuntime", "TestSupport"]),
    .testTarget(
      name: "LuaBindingsTests",
      dependencies: [
        "DeviceTestSupport",
        "Files", "LinearAlgebra", "LuaBindings", "LuaRuntime",
        "ScriptReference", "SpikingNetworks", "TensorBindings", "Tensors",
        "TestSupport",
      ],
      exclude: [
        "Compiled", "Conex", "Conformance", "Equations/brian.lua",
        "Equations/brian.py", "Equations/models.lua", "Expressions", "Faults",
        "Functions", "Models/EProp", "Models/Neurons", "Models/Synapses",
        "Porting", "Published/Programs", "Rows",
      ]),
    .testTarget(
      name: "PromptTests", dependencies: ["Prompt", "TestSupport"]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "snn-lua", "LuaBindings", "LuaRuntime", "SpikingNetworks",
        "Terminal", "TestSupport",
      ],
      exclude: ["Faults/failing.c", "LuaSuite/exceptions.txt", "Soak"]),
    .target(
      name: "FailingMemory", dependencies: ["CLua"],
      path: "Tests/FailingMemory"),
    .testTarget(
      name: "HostileTests",
      dependencies: [
        "snn-lua", "FailingMemory", "LuaBindings", "LuaRuntime", "TestSupport",
      ],
      exclude: ["Scripts"]),
    .testTarget(
      name: "BenchmarkTests", dependencies: ["snn-bench", "TestSupport"]),
  ]
)

// Tests are run once or twice: to optimize them takes longer than that saves.
for target in package.targets where target.type == .test {
  target.swiftSettings = flags(["-Onone"])
}

// MARK: Builds of a part

/// The test targets that a build is about, if it is about some only, as
/// `SNN_LUA_TESTS="TensorsTests PlotsTests"`.
///
/// Nothing is built then but these and what they need. CI runs all tests in one
/// build, and in the others what depends on how it is built.
if let names = Context.environment["SNN_LUA_TESTS"], !names.isEmpty {
  package.keep(names.split(separator: " ").map(String.init))
}

extension Package {
  /// Leaves out all targets that those with `names` don't need, and what is
  /// made of them.
  func keep(_ names: [String]) {
    var needed: Set<String> = []
    var open = names
    while let name = open.popLast() {
      guard let target = targets.first(where: { $0.name == name }) else {
        fatalError("SNN_LUA_TESTS: there is no target '\(name)'")
      }
      needed.insert(name)
      for case .byNameItem(let name, _) in target.dependencies
      where !needed.contains(name) {
        open.append(name)
      }
    }
    targets.removeAll { !needed.contains($0.name) }
    // A product has the name of its target.
    products.removeAll { !needed.contains($0.name) }
  }
}
