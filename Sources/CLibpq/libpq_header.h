// The header of the system's libpq; Debian's package libpq-dev brings it.
#include <postgresql/libpq-fe.h>
