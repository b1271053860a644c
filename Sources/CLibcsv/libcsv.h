// The header of the system's libcsv; Debian's package libcsv-dev brings it.
#include <csv.h>

// The parser of a row block moves libcsv's own buffer, see LibcsvParser: another version may keep it
// elsewhere.
#if CSV_MAJOR != 3 || CSV_MINOR != 0
#error "libcsv 3.0 is needed"
#endif
