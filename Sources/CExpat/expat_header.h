// The header of the system's expat; Debian's package libexpat1-dev brings it.
#include <expat.h>
