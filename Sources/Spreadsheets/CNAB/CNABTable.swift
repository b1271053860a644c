/// Tables of positions of the CNAB 240 dialects, for writing; FEBRABAN's, and what banks change in it.
package enum CNABTable {
  /// A field of a record.
  package struct Field: Sendable, Equatable {
    package var name: String
    /// From 1, both included.
    package var start, end: Int
    /// Digits, right aligned, with zeros; else text, left aligned, with blanks.
    package var isNumber: Bool
    /// Implied decimals of a number.
    package var decimals: Int
    package var standard: String

    package var width: Int { end - start + 1 }

    package init(
      name: String, start: Int, end: Int, isNumber: Bool, decimals: Int = 0, standard: String = ""
    ) {
      (self.name, self.start, self.end) = (name, start, end)
      (self.isNumber, self.decimals, self.standard) = (isNumber, decimals, standard)
    }
  }

  /// Names of the records, in the order of a file.
  package static let records = [
    "file_header", "lot_header", "A", "B", "B_pix", "Z", "lot_trailer", "file_trailer",
  ]

  /// The records of a dialect by name.
  package static func tables(of layout: CNABLayout) -> [String: [Field]] {
    var tables = febraban
    let changes = Self.changes[layout] ?? [:]
    for (record, list) in changes {
      for change in list { tables[record] = replacing(tables[record] ?? [], fields(change)) }
    }
    if layout == .febraban86 || layout == .itau || layout == .caixa { tables["B_pix"] = nil }
    return tables
  }

  /// Fields that cover others take their place.
  private static func replacing(_ fields: [Field], _ new: [Field]) -> [Field] {
    guard let first = new.first?.start, let last = new.last?.end else { return fields }
    return fields.filter { $0.end < first } + new + fields.filter { $0.start > last }
  }

  /// `name end picture default`, one a line; a field begins where the one before ends.
  private static func fields(_ text: String, from first: Int = 1) -> [Field] {
    var start = first
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ")
      let end = Int(parts[1]) ?? start
      defer { start = end + 1 }
      return Field(
        name: String(parts[0]), start: start, end: end, isNumber: parts[2].hasPrefix("N"),
        decimals: Int(parts[2].dropFirst()) ?? 0,
        standard: parts.count > 3 ? String(parts[3]) : "")
    }
  }

  private struct Change {
    var first: Int
    var text: String
    init(_ first: Int, _ text: String) { (self.first, self.text) = (first, text) }
  }

  private static func fields(_ change: Change) -> [Field] {
    fields(change.text, from: change.first)
  }

  private static let payer = """
    payer_document_type 18 N
    payer_document 32 N
    agreement 52 A
    payer_branch 57 N
    payer_branch_digit 58 A
    payer_account 70 N
    payer_account_digit 71 A
    payer_control_digit 72 A
    payer_name 102 A
    """

  private static let febraban: [String: [Field]] = [
    "file_header": fields(
      """
      bank 3 N
      lot 7 N 0000
      record_type 8 N 0
      blank_1 17 A
      \(payer)
      bank_name 132 A
      blank_2 142 A
      direction 143 N
      created_date 151 N
      created_time 157 N
      file_number 163 N
      file_layout 166 N
      density 171 N 01600
      bank_reserved 191 A
      company_reserved 211 A
      blank_3 240 A
      """),
    "lot_header": fields(
      """
      bank 3 N
      lot 7 N
      record_type 8 N 1
      operation 9 A C
      service 11 N
      form 13 N
      lot_layout 16 N
      blank_1 17 A
      \(payer)
      message 142 A
      street 172 A
      street_number 177 N
      complement 192 A
      city 212 A
      postcode 217 N
      postcode_suffix 220 A
      state 222 A
      payment_form_indicator 224 N 01
      blank_2 230 A
      occurrences 240 A
      """),
    "A": fields(
      """
      bank 3 N
      lot 7 N
      record_type 8 N 3
      sequence 13 N
      segment 14 A A
      movement 15 N 0
      instruction 17 N 00
      clearing 20 N
      payee_bank 23 N
      payee_branch 28 N
      payee_branch_digit 29 A
      payee_account 41 N
      payee_account_digit 42 A
      payee_control_digit 43 A
      payee_name 73 A
      company_number 93 A
      payment_date 101 N
      currency 104 A BRL
      currency_quantity 119 N5
      amount 134 N2
      bank_number 154 A
      real_date 162 N
      real_amount 177 N2
      information_2 217 A
      doc_purpose 219 A
      ted_purpose 224 A
      purpose_complement 226 A
      blank_1 229 A
      notice 230 N 0
      occurrences 240 A
      """),
    "B": fields(segmentB("blank_1 17 A") + addressOfB + amountsOfB),
    "B_pix": fields(
      segmentB("initiation 17 A") + """
        txid 67 A
        payment_message 127 A
        key_or_account_type 226 A
        siape_unit 232 N
        ispb 240 N
        """),
    "Z": fields(
      """
      bank 3 N
      lot 7 N
      record_type 8 N 3
      sequence 13 N
      segment 14 A Z
      authentication 78 A
      bank_protocol 103 A
      blank_1 230 A
      occurrences 240 A
      """),
    "lot_trailer": fields(
      """
      bank 3 N
      lot 7 N
      record_type 8 N 5
      blank_1 17 A
      record_count 23 N
      amount_sum 41 N2
      currency_sum 59 N5
      debit_notice 65 N
      blank_2 230 A
      occurrences 240 A
      """),
    "file_trailer": fields(
      """
      bank 3 N
      lot 7 N 9999
      record_type 8 N 9
      blank_1 17 A
      lot_count 23 N
      record_count 29 N
      account_count 35 N
      blank_2 240 A
      """),
  ]

  private static func segmentB(_ field: String) -> String {
    """
    bank 3 N
    lot 7 N
    record_type 8 N 3
    sequence 13 N
    segment 14 A B
    \(field)
    payee_document_type 18 N
    payee_document 32 N

    """
  }

  private static let addressOfB = """
    street 62 A
    street_number 67 N
    complement 82 A
    district 97 A
    city 117 A
    postcode 122 N
    postcode_suffix 125 A
    state 127 A

    """

  private static let amountsOfB = """
    due_date 135 N
    nominal_amount 150 N2
    rebate 165 N2
    discount 180 N2
    interest 195 N2
    fine 210 N2
    payee_code 225 A
    notice 226 N
    siape_unit 232 N
    ispb 240 N
    """

  private static let changes: [CNABLayout: [String: [Change]]] = [
    .febraban86: ["B": [Change(233, "blank_2 240 A")]],
    .bradesco: [
      "file_header": [Change(172, "pix_mark 174 A\nbank_reserved 191 A")],
      "Z": [Change(104, "conversion_mark 106 A\nblank_1 230 A")],
    ],
    .itau: [
      "file_header": [
        Change(9, "blank_1 14 A\nfile_layout 17 N 080"), Change(33, "blank_4 52 A"),
        Change(58, "blank_6 58 A"), Change(71, "blank_5 71 A\npayer_account_digit 72 N"),
        Change(158, "zeros_1 166 N\ndensity 171 N\nblank_3 240 A"),
      ],
      "lot_header": [
        Change(33, "statement_code 36 A\nblank_4 52 A"), Change(58, "blank_6 58 A"),
        Change(71, "blank_5 71 A\npayer_account_digit 72 N"),
        Change(103, "purpose 132 A\nhistory 142 A"),
        Change(213, "postcode 220 N\nstate 222 A\nblank_2 230 A"),
      ],
      "A": [
        Change(15, "movement 17 N 000\nclearing 20 N"), Change(29, "blank_2 29 A"),
        Change(42, "payee_digit_first 42 A\npayee_account_digit 43 A"),
        Change(102, "currency 104 A 009\nzeros_1 119 N"),
        Change(135, "bank_number 149 A\nblank_3 154 A"),
        Change(
          178,
          """
          history 195 A
          blank_4 197 A
          bank_document 203 N
          payee_document 217 N
          doc_purpose 219 A
          ted_purpose 224 A
          blank_1 229 A
          notice 230 A 0
          """),
      ],
      "B": [
        Change(118, "postcode 125 N"),
        Change(128, "email 227 A\nblank_2 230 A\noccurrences 240 A"),
      ],
      "Z": [
        Change(79, "company_number 98 A\nblank_1 103 A\nbank_number 118 A\nblank_2 240 A")
      ],
      "lot_trailer": [Change(42, "zeros_1 59 N\nblank_2 230 A")],
      "file_trailer": [Change(30, "blank_2 240 A")],
    ],
    .santander: [
      "file_header": [
        Change(167, "density 171 N"), Change(212, "blank_3 230 A\noccurrences 240 A"),
      ],
      "lot_header": [Change(223, "blank_2 230 A")],
      "B": [
        Change(118, "postcode 125 N"),
        Change(
          211,
          """
          ted_time 214 N
          blank_2 225 A
          credit_history 229 N
          notice 230 N
          blank_3 231 A
          ted_to_bank 232 A N
          ispb 240 A
          """),
      ],
    ],
    .caixa: [
      "file_header": [
        Change(
          33,
          """
          agreement 38 N
          transmission_parameter 40 N
          customer_environment 41 A P
          bank_environment 42 A
          origin 45 A
          origin_version 49 N
          blank_4 52 A
          """),
        Change(212, "blank_3 225 A\nzeros_1 228 N\nblank_5 240 A"),
      ],
      "lot_header": [
        Change(
          33,
          """
          agreement 38 N
          commitment_kind 40 N
          commitment_code 44 N
          transmission_parameter 46 A
          blank_4 52 A
          """),
        Change(223, "blank_2 230 A"),
      ],
      "A": [
        Change(43, "blank_4 43 A"),
        Change(74, "company_number 79 N\nblank_2 92 A\nted_account_type 93 A"),
        Change(
          135,
          """
          bank_number 143 N
          blank_3 146 A
          instalments 148 N 01
          blocking 149 A N
          instalment_kind 150 N 1
          due_day 152 N 00
          instalment 154 N 00
          """),
        Change(218, "doc_purpose 219 A 00\nblank_1 229 A"),
      ],
      "B": [Change(226, "notice 226 A\nblank_2 232 A\nblank_3 240 A")],
    ],
  ]
}
