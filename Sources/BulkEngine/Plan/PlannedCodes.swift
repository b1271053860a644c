/// The codes of a plan, told once more from the rows: a journal whose codes are others was changed, and
/// under other codes its records would be looked for in vain and paid again.
package struct PlannedCodes: Sendable {
  private let derivation: CustomCode.Derivation
  /// Of what is sent once more.
  private let again: CustomCode.Derivation?

  package init(of run: Run) {
    derivation = CustomCode.Derivation(of: run)
    let generation = run.settings.ledger?.generation ?? 1
    again = generation > 1 ? CustomCode.Derivation(of: run, generation: generation) : nil
  }

  /// Whether the record has the code that its row brings, the one that follows it, or a derived one.
  ///
  /// - Parameters:
  ///   - written: in the row, empty when it brings none.
  ///   - isUsedUp: whether the record is sent under a code that follows.
  func fits(_ code: String, number: Int, written: ArraySlice<UInt8>, isUsedUp: Bool) -> Bool {
    if written.isEmpty {
      return derivation.code(ofRecord: number) == code || again?.code(ofRecord: number) == code
    }
    return written.elementsEqual(code.utf8)
      || (isUsedUp && CodeLineage.isOne(Array(written), Array(code.utf8)))
  }
}

extension CustomCode.Derivation {
  /// The codes of a run's input.
  init(of run: Run, generation: Int = 1) {
    self.init(
      inputSHA256: run.input.sha256, variant: run.settings.operation.variant,
      generation: generation)
  }
}
