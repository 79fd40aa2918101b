/* What the kernel knows about this process. Threads: any. */
#ifndef TIMTIN_SERVER_PROCESS_H
#define TIMTIN_SERVER_PROCESS_H

long process_resident_bytes(void); /* 0: not known */
long process_open_files(void);     /* 0: not known */

/* Makes room for `wanted` descriptors, as far as the hard limit allows; returns how many
 * there may be now. */
long process_allow_files(long wanted);

#endif
