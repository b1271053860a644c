import BulkEngine
import Spreadsheets

/// What a code tells of persons: the journal keeps codes.
extension RecordChecker {
  /// Finds out whether the code that was taken shows who the payee is.
  mutating func checkTraces(in bytes: Span<UInt8>) {
    guard codes.hasCode,
      !findings.contains(where: { $0.field == .customCode && $0.severity == .error })
    else { return }
    let outline = Self.outline(&outlines, codes, bytes)
    mayTellOthers = outline.mayTellOthers
    let mayHoldDocument = outline.mayHold(record.document)
    let mayHoldAccount = outline.mayHold(record.account)
    let mayHoldWord =
      isNameRepaired
      ? outline.mayHoldWord(of: repairedName.span)
      : outline.mayHoldWord(of: bytes.extracting(writtenName))
    // Nearly all codes hold no person, and their outline tells it.
    guard mayHoldDocument || mayHoldAccount || mayHoldWord else { return }
    let trace =
      codes.isRepaired
      ? trace(in: codes.repaired.span, outline, bytes)
      : trace(in: bytes.extracting(codes.written), outline, bytes)
    guard let code = trace?.finding else { return }
    findings.append(Finding(code, .customCode))
  }

  @inline(__always)
  private static func outline(
    _ outlines: inout CodeOutlines, _ codes: borrowing CodeReading, _ bytes: Span<UInt8>
  ) -> CodeOutline {
    if codes.isRepaired { return outlines.outline(of: codes.repaired.span) }
    return outlines.outline(of: bytes.extracting(codes.written))
  }

  private func trace(
    in code: Span<UInt8>, _ outline: CodeOutline, _ bytes: Span<UInt8>
  ) -> CodeTrace? {
    guard isNameRepaired else {
      return CodeTrace.find(
        in: code, outline, of: record, name: bytes.extracting(writtenName))
    }
    return CodeTrace.find(in: code, outline, of: record, name: repairedName.span)
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
      let trace = others.trace(in: codes.code(in: block))
    else { return true }
    let code: FindingCode =
      switch trace {
      case .document: .codeIsDocument
      case .possibleDocument: .codeMayBeDocument
      case .name: .codeMayBeName
      case .account: .codeMayBeAccount
      }
    findings.append(Finding(code, .customCode))
    return code.severity != .error
  }
}
