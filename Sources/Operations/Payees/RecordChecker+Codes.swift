import BulkEngine
import Spreadsheets

/// What a code tells of persons: the journal keeps codes.
extension RecordChecker {
  /// Finds out whether the code that was taken shows who the payee is.
  mutating func checkTraces(in bytes: Span<UInt8>) {
    guard codes.hasCode,
      !findings.contains(where: { $0.field == .customCode && $0.severity == .error })
    else { return }
    var mayTellOthers = false
    let trace =
      codes.isRepaired
      ? trace(in: codes.repaired.span, bytes, &mayTellOthers)
      : trace(in: bytes.extracting(codes.written), bytes, &mayTellOthers)
    self.mayTellOthers = mayTellOthers
    guard let code = trace?.finding else { return }
    findings.append(Finding(code, .customCode))
  }

  private func trace(
    in code: Span<UInt8>, _ bytes: Span<UInt8>, _ mayTellOthers: inout Bool
  ) -> CodeTrace? {
    guard isNameRepaired else {
      return CodeTrace.find(
        in: code, of: record, name: bytes.extracting(writtenName), mayTellOthers: &mayTellOthers)
    }
    return CodeTrace.find(
      in: code, of: record, name: repairedName.span, mayTellOthers: &mayTellOthers)
  }

  /// Names another record's person in the latest row's code.
  ///
  /// - Returns: whether the row may be sent all the same.
  @inline(never)
  mutating func nameOthers(
    in block: borrowing RowBlock, _ others: inout OthersInCodes
  ) -> Bool {
    // Of its own person enough is said already.
    guard !findings.contains(where: { $0.field == .customCode && $0.severity != .repair }),
      let code = others.finding(in: codes.code(in: block))
    else { return true }
    findings.append(Finding(code, .customCode))
    return code.severity != .error
  }
}
