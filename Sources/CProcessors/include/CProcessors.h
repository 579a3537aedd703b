#ifndef CPROCESSORS_H
#define CPROCESSORS_H

// What Swift has no word for: sets of processors.

// How many processors the calling thread may run on, which need not be all of
// the machine's; 0 if that can't be told.
int processors_allowed(void);

#endif
