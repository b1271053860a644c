import BrazilianBanking
package import BulkEngine

/// The fields of a sheet of payees.
extension Field {
  package static let name = Field(0)
  package static let document = Field(1)
  package static let documentType = Field(2)
  package static let bankCode = Field(3)
  package static let bankBranch = Field(4)
  package static let bankBranchDigit = Field(5)
  package static let account = Field(6)
  package static let accountDigit = Field(7)
  package static let accountType = Field(8)
  /// Caixa's operation, where a sheet has it in a column of its own.
  package static let operation = Field(9)
  package static let amount = Field(10)
  package static let customCode = Field(11)
  package static let pixKey = Field(12)
  /// Code and status of an earlier run, in a `fix.csv` that is fed back.
  package static let earlierCustomCode = Field(13)
  package static let earlierStatus = Field(14)
}

extension SheetLayout {
  /// The layout of a sheet of payees.
  package static let payees = SheetLayout(
    who + bank + accounts + others,
    required: [.name, .document, .bankCode, .bankBranch, .account],
    roles: Roles(
      key: .customCode, earlierKey: .earlierCustomCode, earlierStatus: .earlierStatus,
      sampled: .name),
    digits: payeeDigits,
    digitAliases: payeeDigitAliases,
    objects: ["beneficiary"],
    // Name, CPF, bank, branch, account, digit, delimiters.
    shortestRecordBytes: 24, outputs: .payees)

  static let payeeDigitAliases = ["dv", "digito", "dig", "digito verificador", "check digit"]

  static let payeeDigits = [
    Digit(
      of: .bankBranch, .bankBranchDigit,
      aliases: [
        "agencia dv", "agencia digito", "agencia e dv", "ag dv", "agencia com digito",
        "agencia com dv", "agencia c dv", "agencia c digito", "agencia e digito", "ag e digito",
        "branch with digit", "branch and digit", "bank branch with digit",
      ]),
    Digit(
      of: .account, .accountDigit,
      aliases: [
        "conta dv", "conta digito", "conta e dv", "conta com digito", "conta corrente dv",
        "numero conta dv", "cc dv", "conta com dv", "conta c dv", "conta c digito",
        "conta e digito", "conta corrente com digito", "conta corrente com dv",
        "conta corrente e digito", "conta bancaria com digito", "numero da conta com digito",
        "account with digit", "account and digit", "bank account with digit",
      ]),
  ]

  private static let who: [SheetField] = [
    SheetField(
      "name", "name", "nome", .text, .initials,
      aliases: [
        "nome", "nome completo", "favorecido", "nome favorecido", "nome do favorecido",
        "beneficiario", "nome beneficiario", "nome do beneficiario", "funcionario",
        "nome funcionario", "nome do funcionario", "colaborador", "nome colaborador",
        "nome do colaborador", "titular", "nome titular", "nome do titular", "razao social",
        "nome titular conta", "nome do titular da conta", "titular da conta", "nome empregado",
        "nome do empregado", "nome fornecedor", "nome do fornecedor", "prestador", "fornecedor",
        "empregado", "full name", "beneficiary", "beneficiary name", "payee", "payee name",
        "account holder", "account holder name", "recebedor", "nome recebedor",
        "nome do recebedor", "destinatario", "nome do destinatario", "nome prestador",
        "nome do prestador", "correntista", "nome do correntista", "nome razao social",
        "nome ou razao social", "razao social nome",
      ]),
    SheetField(
      "document", "CPF/CNPJ", "CPF/CNPJ", .identifier, .middle,
      aliases: [
        "cpf", "cnpj", "cpf cnpj", "cnpj cpf", "cpf ou cnpj", "documento", "doc", "inscricao",
        "numero documento", "numero do documento", "cpf titular", "cpf do titular",
        "cpf favorecido", "cpf do favorecido", "cpf cnpj favorecido", "cpf cnpj do favorecido",
        "cpf beneficiario", "cpf do beneficiario", "cpf cnpj beneficiario",
        "cpf cnpj do beneficiario", "cpf cnpj titular", "cpf cnpj do titular", "cpf funcionario",
        "cpf do funcionario", "cpf colaborador", "cpf do colaborador", "cnpj favorecido",
        "cnpj do favorecido", "documento favorecido", "documento do favorecido",
        "documento titular", "documento do titular", "numero cpf", "numero do cpf", "num cpf",
        "nr cpf", "n cpf", "no cpf", "nº cpf", "tax id",
        "numero do cpf cnpj", "nº cpf cnpj", "cpf prestador", "cpf do prestador",
        "cpf cnpj prestador", "cnpj fornecedor", "cnpj do fornecedor", "cpf cnpj fornecedor",
        "cpf cnpj do fornecedor", "cpf recebedor", "cpf do recebedor", "cpf cnpj recebedor",
        "cpf cnpj do recebedor", "cpf empregado", "cpf do empregado", "document number",
        "beneficiary document",
      ],
      hasLostZeros: hasLostDocumentZeros),
    SheetField(
      "document_type", "document type", "tipo de documento", .other, .words(typeWords),
      aliases: [
        "tipo documento", "tipo de documento", "tipo pessoa", "tipo de pessoa", "tipo doc",
      ]),
  ]

  private static let bank: [SheetField] = [
    SheetField(
      "bank_code", "bank", "banco", .identifier, .shortNumber,
      aliases: [
        "banco", "cod banco", "codigo banco", "codigo do banco", "numero banco",
        "numero do banco", "n banco", "no banco", "nº banco", "num banco", "nr banco", "bco",
        "cod bco", "banco favorecido", "banco do favorecido", "codigo compe", "banco codigo",
        "compe", "ispb", "bank", "bank number", "codigo do banco favorecido", "banco destino",
        "banco de destino", "codigo da instituicao",
      ],
      secondChoice: [
        "instituicao", "instituicao financeira", "instituicao bancaria", "nome do banco",
        "nome banco", "banco nome", "bank name",
      ],
      hasLostZeros: { hasFewDigits($0, than: 3) }),
    SheetField(
      "bank_branch", "branch", "agência", .identifier, .shortNumber,
      aliases: [
        "agencia", "ag", "cod agencia", "codigo agencia", "codigo da agencia", "numero agencia",
        "numero da agencia", "num agencia", "nr agencia", "n agencia", "no agencia",
        "nº agencia", "agencia bancaria", "agencia favorecido", "agencia do favorecido",
        "agencia sem digito", "branch", "agency", "branch code", "branch number",
        "bank branch number", "agencia destino", "agencia de destino",
      ],
      hasLostZeros: { hasFewDigits($0, than: 4) }),
    SheetField(
      "bank_branch_digit", "branch digit", "dígito da agência", .identifier, .digit,
      aliases: [
        "dv agencia", "digito agencia", "dig ag", "dig agencia", "dv ag", "digito da agencia",
        "dv da agencia", "branch digit", "digito verificador agencia",
        "digito verificador da agencia", "branch check digit",
      ]),
  ]

  private static let accounts: [SheetField] = [
    SheetField(
      "account", "account", "conta", .identifier, .tail,
      aliases: [
        "conta", "cc", "c c", "conta corrente", "numero conta", "numero da conta", "n conta",
        "no conta", "nº conta", "num conta", "nr conta", "nr da conta",
        "numero da conta corrente", "num cc", "cta", "cta corrente", "conta favorecido",
        "conta do favorecido", "conta bancaria", "conta sem digito", "account number",
        "bank account", "bank account number", "conta destino", "conta de destino",
        "conta para credito", "conta credito", "conta de credito", "numero da conta bancaria",
      ]),
    SheetField(
      "account_digit", "account digit", "dígito da conta", .identifier, .digit,
      aliases: [
        "dv conta", "digito conta", "dig conta", "dv da conta", "digito da conta",
        "digito conta corrente", "dv cc", "bank account digit", "account check digit",
        "digito verificador conta", "digito verificador da conta", "digito da conta corrente",
        "digito cc",
      ]),
    SheetField(
      "account_type", "account type", "tipo de conta", .other, .words(typeWords),
      aliases: [
        "tipo conta", "tipo de conta", "tipo da conta", "modalidade", "account type c s",
        "bank account type", "tipo de conta bancaria", "tipo da conta bancaria",
      ],
      choices: [Bilingual("Checking", "Corrente"), Bilingual("Savings", "Poupança")]),
    SheetField(
      "operation", "operation", "operação", .identifier, .shortNumber,
      aliases: [
        "operacao", "op", "operacao caixa", "cod operacao", "codigo operacao",
      ]),
  ]

  private static let others: [SheetField] = [
    SheetField(
      "amount", "amount", "valor", .other, .shape,
      aliases: [
        "valor", "valor liquido", "valor pagamento", "valor do pagamento", "valor a pagar",
        "liquido", "salario", "quantia", "value", "valor r", "valor em r", "valor em reais", "vlr",
        "vlr liquido", "vl liquido", "vlr a pagar", "vlr pagamento", "valor liquido a receber",
        "valor liquido a pagar", "liquido a receber", "liquido a pagar", "valor a receber",
        "total liquido", "salario liquido", "valor do credito", "valor credito",
        "valor da transferencia", "valor transferencia", "net amount", "net pay",
      ]),
    SheetField(
      "custom_code", "code", "código", .identifier, .code,
      aliases: [
        "codigo", "referencia", "matricula", "invoice", "fatura", "cod", "identificador",
        "codigo interno", "seu numero", "reference",
      ]),
    SheetField(
      "pix_key", "Pix key", "chave Pix", .identifier, .tail,
      aliases: [
        "chave pix", "pix", "chave", "chave do pix",
      ]),
    SheetField(
      "q_custom_code", "q_custom_code", "q_custom_code", .other, .code,
      aliases: [
        "qcustom code", "q customcode", "qcustomcode",
      ]),
    SheetField(
      "q_status", "q_status", "q_status", .other, .words(typeWords),
      aliases: [
        "qstatus"
      ]),
  ]

  /// Words that stand in type columns of half the country.
  private static let typeWords: Set<String> = [
    "cpf", "cnpj", "pf", "pj", "f", "j", "fisica", "juridica", "pessoa fisica", "pessoa juridica",
    "c", "cc", "p", "cp", "s", "corrente", "conta corrente", "poupanca", "conta poupanca",
    "checking", "savings", "salario", "conta salario", "pagamento", "conta pagamento",
    "conta de pagamento", "01", "02", "1", "2",
  ]

  /// Whether it is a document that is right once its zeros are back.
  @Sendable private static func hasLostDocumentZeros(_ cell: Span<UInt8>) -> Bool {
    guard CellShape(of: cell) == .digit, cell.count >= 8 else { return false }
    let reading = readDocument(cell, declared: nil)
    return reading.document != nil && reading.repairs.contains(.zerosRestored)
  }

  /// Whether it is a number of fewer digits than such numbers have.
  private static func hasFewDigits(_ cell: Span<UInt8>, than count: Int) -> Bool {
    CellShape(of: cell) == .digit && cell.count < count
  }
}
