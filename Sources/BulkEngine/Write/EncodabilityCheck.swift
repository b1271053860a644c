import Spreadsheets

/// Finds out before anything is sent whether the outputs can be written in the encoding wanted.
package enum EncodabilityCheck {
  /// Reads the input once more when the outputs have an encoding that lacks characters and is not
  /// the input's own.
  ///
  /// - Throws: ``SpreadsheetError/unencodable(scalar:_:line:column:)`` with the first character that
  ///   cannot be written, ``InputError`` for an output format that does not exist.
  package static func require(_ output: OutputSettings, for input: Input) throws {
    let encoding = try OutputOpening.format(of: input, output).encoding
    guard encoding != input.format.ofOutputs.encoding, encoding.isSingleByte else { return }
    let dropped = Set(input.mapping.earlierRun)
    let reader = try RowReader(input.rows, format: input.format)
    var block = RowBlock()
    var rowsToSkip = input.titleRows
    while try reader.next(into: &block) {
      for index in min(rowsToSkip, block.rowCount)..<block.rowCount {
        let fault = block.unencodable(
          in: block.row(index), encoding, delimiter: input.format.sourceDelimiter,
          dropped: dropped)
        if let fault { throw fault }
      }
      rowsToSkip -= min(rowsToSkip, block.rowCount)
    }
  }
}
