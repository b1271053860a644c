// The header of the system's libxlsxwriter; Debian's package libxlsxwriter-dev brings it.
#include <xlsxwriter.h>
