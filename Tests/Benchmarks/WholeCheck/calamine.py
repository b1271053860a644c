"""Reads the first sheet of a workbook as python-calamine does it: calamine.py FILE"""

import sys

from python_calamine import CalamineWorkbook

rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
assert len(rows) > 1
