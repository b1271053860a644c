import BulkEngine

/// The sheet of `qualifica demo`: the friendly sample, in the binary, so that it needs no file.
enum DemoSheet {
  static let name = "payroll.csv"

  /// `samples/payroll.csv`, byte for byte; a test compares them.
  static let text = """
    Matrícula;Nome;CPF;Banco;Agência;Conta;Dígito;Tipo de conta;Valor
    1001;Ana Exemplo da Silva;310.427.977-22;001;1234;12345678;9;Corrente;3.250,00
    1009;Isabela Inventada Prado;310.435.793-54;336;0001;1122334;0;Corrente;2.750,00
    1005;Elisa Modelo Ferreira;310.431.885-92;237;1234;123451;P;Corrente;3.000,00
    1007;Gabriela Exemplo Martins;310.433.839-64;341;0500;38219;7;Corrente;4.120,00
    1008;Heitor Fictício Barros;310.434.816-21;077;0001;10203040;5;Corrente;2.050,00
    1034;Diogo Amostra Furtado;310.455.333-54;001;4567;5566778;3;Corrente;2.499,00
    1011;Karina Modelo Duarte;310.437.747-26;748;0101;54321;7;Corrente;2.222,22
    1012;Lucas Hipotético Alves;310.438.724-93;041;0456;350012345;8;Corrente;3.333,00
    1043;Murilo Hipotético Serra;310.460.218-26;341;0512;66778;6;Corrente;3.010,00
    1010;João Amostra Teixeira;310.436.770-11;756;3012;123450;1;Corrente;1.875,25

    """

  /// A cell with a typing error, and what it should be.
  struct Correction: Sendable {
    let line: Int
    let name: String
    let column: Bilingual
    /// The cell with the delimiters and neighbours that make it the only one in the sheet.
    let cells: (wrong: String, right: String)
    let reason: Bilingual
  }

  static let corrections = [
    Correction(
      line: 7, name: "Diogo Amostra Furtado", column: Bilingual("CPF", "CPF"),
      cells: ("310.455.333-54", "310.455.333-51"),
      reason: Bilingual(
        "the check digits do not fit (a typing error)",
        "os dígitos verificadores não conferem (erro de digitação)")),
    Correction(
      line: 10, name: "Murilo Hipotético Serra",
      column: Bilingual("account and digit", "conta e dígito"),
      cells: ("66778;6", "66778;3"),
      reason: Bilingual(
        "at this bank the digit of that account is 3",
        "neste banco, o dígito dessa conta é 3")),
  ]
}
