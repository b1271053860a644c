/// Old branch codes that two banks still calculate with; new branch number → old code.
enum BranchTables {
  /// Stands where there is no branch.
  private static let no: UInt16 = 999

  /// Banco do Nordeste, ten branches a line (Receita Federal's IRPF program and laravel-boleto
  /// agree but for 075, which only the latter lists).
  private static let bancoDoNordeste: [UInt16] = [
    no, 99, 44, 74, 73, 81, 1, 2, 53, 46,  // 000
    20, 82, 47, 9, 10, 54, 0, 55, 83, 11,  // 010
    48, 25, 12, 49, 26, 40, 75, 16, 50, 27,  // 020
    29, 3, 4, 76, 41, 77, 30, 67, 68, 78,  // 030
    58, 59, 42, 31, 60, 62, 17, 79, 32, 70,  // 040
    63, 86, 33, 52, 64, 34, 71, 72, 14, 38,  // 050
    43, 80, 21, 57, 91, no, 6, 51, 66, 85,  // 060
    39, 92, 28, 19, 87, 18, 61, 88, 89, no,  // 070
    5, 90, 15, 7, 13, 93, 69, 94, 101, 107,  // 080
    95, 45, 8, 35, no, 106, 103, 117, 118, 104,  // 090
    108, 102, 112, 113, 115, 105, 96, 97, 24, 111,  // 100
    119, 84, 36, 37, 114, 100, 116, 56, 65, 109,  // 110
  ]

  /// Banese, branches 002–014 (Receita Federal's IRPF program).
  private static let banese: [UInt16] = [
    no, no, 6, 5, 11, 7, 8, 13, 4, 3,  // 000
    10, 2, 12, 9, 1,  // 010
  ]

  /// The old code of a branch as three digits, nil when the table lacks the branch.
  static func bancoDoNordeste(_ branch: ShortCode) -> ShortCode? {
    translate(branch, by: bancoDoNordeste)
  }

  /// The old code of a branch as three digits, nil when the table lacks the branch.
  static func banese(_ branch: ShortCode) -> ShortCode? {
    translate(branch, by: banese)
  }

  private static func translate(_ branch: ShortCode, by table: [UInt16]) -> ShortCode? {
    guard let number = branch.number, number < table.count, table[Int(number)] != no else {
      return nil
    }
    let old = table[Int(number)]
    var code = ShortCode()
    code.append(0x30 + UInt8(truncatingIfNeeded: old / 100))
    code.append(0x30 + UInt8(truncatingIfNeeded: old / 10 % 10))
    code.append(0x30 + UInt8(truncatingIfNeeded: old % 10))
    return code
  }
}
