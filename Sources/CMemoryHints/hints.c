// The hints are inline; a target needs something to compile.
#include "CMemoryHints.h"
