#include <stdio.h>
#include <string.h>

#include "host.h"

// Warnings go to the standard error, once a script has said warn("@on"), as in
// the `lua` program. Errors in finalizers are warnings.
void clua_warn(void *context, const char *message, int continues) {
  clua_host *host = context;
  bool is_first_piece = !host->warning_continues;
  host->warning_continues = continues;
  if (is_first_piece && !continues && message[0] == '@') {
    if (strcmp(message, "@on") == 0) host->warns = true;
    if (strcmp(message, "@off") == 0) host->warns = false;
    return;
  }
  if (!host->warns) return;
  if (is_first_piece) fputs("Lua warning: ", stderr);
  fputs(message, stderr);
  if (!continues) fputc('\n', stderr);
}
