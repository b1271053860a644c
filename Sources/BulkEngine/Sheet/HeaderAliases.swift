/// What a column may be called, folded.
package enum HeaderAliases {
  /// The field that a header names, or what it may name.
  package enum Meaning: Sendable, Equatable {
    case field(Field)
    /// Number and digit in one cell; the digit alone when the number has a column of its own.
    case withDigit(number: Field, digit: Field)
    /// The digit of the column on the left.
    case digitOfLeft
  }

  /// - Parameter folded: see ``HeaderFolding``.
  package static func meaning(of folded: String) -> Meaning? { table[folded] }

  /// Headers that are known, for guesses at what was meant.
  package static var known: [String] { Array(table.keys) }

  /// What a field's column may be called, folded.
  package static func names(of field: Field) -> [String] {
    table.compactMap { name, meaning in
      switch meaning {
      case .field(let other) where other == field: name
      case .withDigit(let number, _) where number == field: name
      default: nil
      }
    }
  }

  private static let table: [String: Meaning] = {
    var table: [String: Meaning] = [:]
    for field in Field.allCases {
      table[HeaderFolding.fold(field.rawValue)] = .field(field)
      for alias in names[field] ?? [] { table[alias] = .field(field) }
    }
    for alias in ["agencia dv", "agencia digito", "agencia e dv", "ag dv", "agencia com digito"] {
      table[alias] = .withDigit(number: .bankBranch, digit: .bankBranchDigit)
    }
    for alias in [
      "conta dv", "conta digito", "conta e dv", "conta com digito", "conta corrente dv",
      "numero conta dv", "cc dv",
    ] {
      table[alias] = .withDigit(number: .account, digit: .accountDigit)
    }
    for alias in ["dv", "digito", "dig", "digito verificador", "check digit"] {
      table[alias] = .digitOfLeft
    }
    return table
  }()

  private static let names: [Field: [String]] = [
    .name: [
      "nome", "nome completo", "favorecido", "nome favorecido", "nome do favorecido",
      "beneficiario", "nome beneficiario", "nome do beneficiario", "funcionario",
      "nome funcionario", "nome do funcionario", "colaborador", "nome colaborador",
      "nome do colaborador", "titular", "nome titular", "nome do titular", "razao social",
      "nome titular conta", "nome do titular da conta", "titular da conta", "nome empregado",
      "nome do empregado", "nome fornecedor", "nome do fornecedor", "prestador",
      "fornecedor", "empregado", "full name", "beneficiary", "beneficiary name", "payee",
    ],
    .document: [
      "cpf", "cnpj", "cpf cnpj", "cnpj cpf", "cpf ou cnpj", "documento", "doc", "inscricao",
      "numero documento", "numero do documento", "cpf titular", "cpf do titular",
      "cpf favorecido", "cpf do favorecido", "cpf cnpj favorecido", "cpf cnpj do favorecido",
      "cpf beneficiario", "cpf do beneficiario", "cpf cnpj beneficiario",
      "cpf cnpj do beneficiario", "cpf cnpj titular", "cpf cnpj do titular", "cpf funcionario",
      "cpf do funcionario", "cpf colaborador", "cpf do colaborador", "cnpj favorecido",
      "cnpj do favorecido", "documento favorecido", "documento do favorecido",
      "documento titular", "documento do titular", "numero cpf", "numero do cpf", "num cpf",
      "nr cpf", "n cpf", "no cpf", "nº cpf", "tax id",
    ],
    .documentType: [
      "tipo documento", "tipo de documento", "tipo pessoa", "tipo de pessoa", "tipo doc",
    ],
    .bankCode: [
      "banco", "cod banco", "codigo banco", "codigo do banco", "numero banco",
      "numero do banco", "n banco", "no banco", "nº banco", "num banco", "nr banco", "bco",
      "cod bco", "banco favorecido", "banco do favorecido", "codigo compe", "banco codigo", "compe",
      "ispb", "bank",
    ],
    .bankBranch: [
      "agencia", "ag", "cod agencia", "codigo agencia", "codigo da agencia", "numero agencia",
      "numero da agencia", "num agencia", "nr agencia", "n agencia", "no agencia", "nº agencia",
      "agencia bancaria", "agencia favorecido", "agencia do favorecido", "agencia sem digito",
      "branch",
    ],
    .bankBranchDigit: [
      "dv agencia", "digito agencia", "dig ag", "dig agencia", "dv ag", "digito da agencia",
      "dv da agencia", "branch digit",
    ],
    .account: [
      "conta", "cc", "c c", "conta corrente", "numero conta", "numero da conta", "n conta",
      "no conta", "nº conta", "num conta", "nr conta", "nr da conta", "numero da conta corrente",
      "num cc", "cta", "cta corrente", "conta favorecido", "conta do favorecido",
      "conta bancaria", "conta sem digito", "account number",
    ],
    .accountDigit: [
      "dv conta", "digito conta", "dig conta", "dv da conta", "digito da conta",
      "digito conta corrente", "dv cc",
    ],
    .accountType: ["tipo conta", "tipo de conta", "tipo da conta", "modalidade"],
    .operation: ["operacao", "op", "operacao caixa", "cod operacao", "codigo operacao"],
    .amount: [
      "valor", "valor liquido", "valor pagamento", "valor do pagamento", "valor a pagar",
      "liquido", "salario", "quantia", "value",
    ],
    .customCode: [
      "codigo", "referencia", "matricula", "invoice", "fatura", "cod", "identificador",
      "codigo interno", "seu numero", "reference",
    ],
    .pixKey: ["chave pix", "pix", "chave", "chave do pix"],
    .earlierCustomCode: ["qcustom code", "q customcode", "qcustomcode"],
    .earlierStatus: ["qstatus"],
  ]
}
