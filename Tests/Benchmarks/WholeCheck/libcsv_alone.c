// Reads a file through libcsv and does nothing with it: what a check is measured against.
#include <csv.h>
#include <fcntl.h>
#include <unistd.h>

static void on_field(void *field, size_t length, void *context) {}
static void on_row(int terminator, void *context) {}

int main(int argc, char **argv) {
  static char buffer[256 << 10];
  struct csv_parser parser;
  int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;
  if (file < 0 || csv_init(&parser, 0) != 0) return 1;
  csv_set_delim(&parser, ';');
  ssize_t count;
  while ((count = read(file, buffer, sizeof buffer)) > 0)
    csv_parse(&parser, buffer, count, on_field, on_row, NULL);
  csv_fini(&parser, on_field, on_row, NULL);
  csv_free(&parser);
  return count < 0;
}
