// Makes a workbook of a sheet: standard input, delimited by semicolons, to the file that is named. Amounts are
// numbers with a format of money, all else is text: shared strings, as spreadsheets write them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  lxw_workbook *workbook = workbook_new(argv[1]);
  lxw_worksheet *sheet = workbook_add_worksheet(workbook, "Folha");
  lxw_format *money = workbook_add_format(workbook);
  format_set_num_format(money, "#,##0.00");
  char line[4096];
  int amount = -1;
  for (lxw_row_t row = 0; fgets(line, sizeof line, stdin); row++) {
    line[strcspn(line, "\r\n")] = 0;
    char *rest = line, *cell;
    for (lxw_col_t column = 0; (cell = strsep(&rest, ";")); column++) {
      if (row == 0 && !strcmp(cell, "valor")) amount = column;
      if (row > 0 && column == amount) {
        char *comma = strchr(cell, ',');
        if (comma) *comma = '.';
        worksheet_write_number(sheet, row, column, atof(cell), money);
      } else if (*cell) {
        worksheet_write_string(sheet, row, column, cell, NULL);
      }
    }
  }
  return workbook_close(workbook);
}
