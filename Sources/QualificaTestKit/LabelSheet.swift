package import BulkEngine
import Spreadsheets

/// The sheets of ``LabelOperation``: a label, the shelf it goes to and the caller's own reference.
package struct LabelCheck: SheetCheck {
  package init() {}

  package var sentences: FindingSentences { Self.words }
  package var required: [Field] { layout.required }

  package func checker(of form: RowForm, _ fingerprinting: Fingerprinting) -> any RowChecker {
    LabelChecker(form, fingerprinting)
  }

  fileprivate static let (label, shelf, reference) = (Field(0), Field(1), Field(2))
  private static let (earlierReference, earlierStatus) = (Field(3), Field(4))

  /// A shelf has two characters.
  fileprivate static let noSuchShelf = FindingCode(ofOperation: 0)
  private static let repeated = FindingCode(ofOperation: 1)
  private static let repeatedUnderOtherCode = FindingCode(ofOperation: 2, .warning)

  private static let words = FindingSentences(
    SheetLayout(
      [
        SheetField("label", "label", "etiqueta", .text, .shape, aliases: ["etiqueta"]),
        SheetField("shelf", "shelf", "prateleira", .identifier, .code, aliases: ["prateleira"]),
        SheetField("reference", "reference", "referência", .identifier, .code),
        SheetField("q_custom_code", "q_custom_code", "q_custom_code", .identifier, .code),
        SheetField("q_status", "q_status", "q_status", .other, .shape),
      ],
      required: [label, shelf],
      roles: .init(
        key: reference, earlierKey: earlierReference, earlierStatus: earlierStatus, sampled: label),
      shortestRecordBytes: 4,
      outputs: OutputLayout(
        [.init("label"), .init("shelf")], keyColumn: "reference", results: ["place"])),
    FindingCatalogue(
      [
        .init(
          noSuchShelf, "no_such_shelf", "{field} has two characters: correct it.",
          "{field} tem dois caracteres: corrija."),
        .init(
          repeated, "row.duplicate", "the same label stands on line {line}.",
          "a mesma etiqueta está na linha {line}."),
        .init(
          repeatedUnderOtherCode, "row.repeated_label",
          "the same label stands on line {line} under another reference.",
          "a mesma etiqueta está na linha {line} com outra referência."),
      ],
      .init(
        whole: repeated, underOtherCode: repeatedUnderOtherCode,
        otherGroup: repeatedUnderOtherCode)))
}

private final class LabelChecker: RowChecker {
  private let shape: RowShape
  private let mapping: ColumnMapping
  private let fingerprinting: Fingerprinting
  private var codes: CodeReading
  private var findings: [Finding] = []

  init(_ form: RowForm, _ fingerprinting: Fingerprinting) {
    shape = RowShape(form, totals: LabelCheck.label, amount: nil)
    mapping = form.mapping
    self.fingerprinting = fingerprinting
    codes = CodeReading(
      form.mapping, EarlierRun.Words(usedUp: [], taken: ["printed", "queued"]), repairs: true)
  }

  func check(
    _ rows: Range<Int>, of block: borrowing RowBlock, into checked: inout CheckedBlock
  ) -> (any SheetSurvey)? {
    for index in rows { check(block.rows[index], of: block, into: &checked) }
    return nil
  }

  func take(_ survey: any SheetSurvey) {}

  private func check(_ row: Row, of block: borrowing RowBlock, into checked: inout CheckedBlock) {
    findings.removeAll()
    codes.begin()
    let label = block.text(mapping.column(LabelCheck.label), of: row)
    let shelf = block.text(mapping.column(LabelCheck.shelf), of: row)
    if let fault = shape.fault(of: row, in: block) {
      findings.append(fault)
      codes.refuseRow()
    } else {
      if label.isEmpty { findings.append(Finding(.required, LabelCheck.label)) }
      if shelf.count != 2 { findings.append(Finding(LabelCheck.noSuchShelf, LabelCheck.shelf)) }
      codes.read(
        block.fieldBounds.span.extracting(row.boundIndices), in: block.bytes.span, &findings)
    }
    let isAccepted = !findings.contains { $0.severity == .error }
    checked.append(
      isAccepted ? .ready : codes.repeatsEarlierRun ? .duplicate : .rejected, findings)
    let identity = "\(label)|\(shelf)"
    if mapping.bringsCodes {
      checked.append(code: &codes)
      if codes.isUsedUp { checked.append(codeAfter: codes.repaired, identity: identity) }
    }
    if checked.keepsValues {
      for value in [label, shelf] { checked.append(value: Array(value.utf8).span) }
      checked.endValues(amountInCents: nil)
    }
    guard isAccepted else { return }
    checked.append(identity: fingerprinting.code(Array(identity.utf8).span))
  }
}
