// The header of the system's zlib; Debian's package zlib1g-dev brings it.
#include <zlib.h>
