// The header of the system's libcsv; Debian's package libcsv-dev brings it.
#include <csv.h>
