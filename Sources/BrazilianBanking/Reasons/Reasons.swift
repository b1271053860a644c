/// A text for people in the two languages of the library.
public struct BilingualText: Hashable, Sendable {
  /// In English.
  public let english: String
  /// In Brazilian Portuguese.
  public let portuguese: String

  /// Makes a text of its two forms.
  public init(english: String, portuguese: String) {
    self.english = english
    self.portuguese = portuguese
  }

  /// Makes a text of its two forms, English first.
  init(_ english: String, _ portuguese: String) {
    self.init(english: english, portuguese: portuguese)
  }

  /// Both forms are empty.
  static let nothing = BilingualText("", "")
}

/// Why a document, a bank or a PIX key is not plainly valid, in words that hold no value.
extension DocumentFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The document is missing.", "Falta o documento.")
    case .length:
      BilingualText(
        "A CPF has 11 digits, a CNPJ 14 characters.",
        "Um CPF tem 11 dígitos, um CNPJ tem 14 caracteres.")
    case .characters:
      BilingualText(
        "There are characters that a document does not have, or a letter in the place of a check "
          + "digit.",
        "Há caracteres que um documento não tem, ou uma letra no lugar de um dígito verificador.")
    case .checkDigit:
      BilingualText("The check digits do not fit.", "Os dígitos verificadores não conferem.")
    case .repeated:
      BilingualText(
        "One digit repeated is never issued as a document.",
        "Um dígito só repetido nunca é emitido como documento.")
    }
  }
}

extension BankFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The bank is missing.", "Falta o banco.")
    case .length:
      BilingualText(
        "A bank is a COMPE code of 1 to 3 digits or an ISPB of 8.",
        "Um banco é um código COMPE de 1 a 3 dígitos ou um ISPB de 8.")
    case .zeros: BilingualText("The bank code is all zeros.", "O código do banco só tem zeros.")
    case .unlistedISPB:
      BilingualText(
        "This ISPB is not in the list of banks.", "Este ISPB não está na lista de bancos.")
    case .unknownName:
      BilingualText(
        "No bank of the list has exactly this name.",
        "Nenhum banco da lista tem exatamente este nome.")
    }
  }
}

extension PixFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The PIX key is missing.", "Falta a chave Pix.")
    case .length:
      BilingualText(
        "A PIX key has at most 77 characters.", "Uma chave Pix tem no máximo 77 caracteres.")
    case .form:
      BilingualText(
        "This is not the form of a PIX key, or not of the declared type.",
        "Esta não é a forma de uma chave Pix, ou não do tipo declarado.")
    case .document:
      BilingualText(
        "The CPF or CNPJ of the PIX key does not hold.",
        "O CPF ou CNPJ da chave Pix não confere.")
    case .areaCode:
      BilingualText(
        "There is no such telephone area code.", "Não existe esse código de área (DDD).")
    case .landline:
      BilingualText(
        "A telephone of eight digits may be a landline or an old mobile number.",
        "Um telefone de oito dígitos pode ser fixo ou um celular antigo.")
    case .foreignPhone:
      BilingualText(
        "A telephone of another country may be a PIX key.",
        "Um telefone de outro país pode ser uma chave Pix.")
    case .perhapsPhone:
      BilingualText(
        "These digits may be a telephone without +55, or a wrong CPF.",
        "Estes dígitos podem ser um telefone sem +55 ou um CPF errado.")
    }
  }
}

/// Why a branch or account is not plainly valid, in words that hold no value.
extension CodeFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .characters:
      BilingualText(
        "There are characters that a number does not have.",
        "Há caracteres que um número não tem.")
    case .length:
      BilingualText(
        "No branch or account has more than 20 characters.",
        "Nenhuma agência ou conta tem mais de 20 caracteres.")
    case .digitConflict:
      BilingualText(
        "The digit written with the number is not the one in the digit's own column.",
        "O dígito escrito junto do número não é o da coluna do dígito.")
    case .operationConflict:
      BilingualText(
        "The operation written with the account is not the one in its own column.",
        "A operação escrita junto da conta não é a da coluna da operação.")
    case .separators:
      BilingualText(
        "Dots, hyphens or blanks stand where no number has them, so that several may be meant.",
        "Há pontos, hifens ou espaços onde nenhum número os tem, e podem ser vários números.")
    case .date:
      BilingualText(
        "This is a date that a spreadsheet made of the number.",
        "Isto é uma data que uma planilha fez do número.")
    case .branchInFront:
      BilingualText(
        "The branch stands in front of the account, with a digit of its own.",
        "A agência está na frente da conta, com o dígito dela.")
    }
  }
}

extension BranchFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The branch is missing.", "Falta a agência.")
    case .length:
      BilingualText(
        "The branch is longer than this bank's branches.",
        "A agência é mais longa que as deste banco.")
    case .characters:
      BilingualText("A branch has digits only.", "Uma agência só tem dígitos.")
    case .zeros: BilingualText("The branch is all zeros.", "A agência só tem zeros.")
    case .digit:
      BilingualText("The branch digit does not fit.", "O dígito da agência não confere.")
    case .digitShape:
      BilingualText(
        "The branch digit does not have the form of one.",
        "O dígito da agência não tem a forma de um dígito.")
    case .unexpectedBranch:
      BilingualText("This bank uses another branch.", "Este banco usa outra agência.")
    case .fiveDigitsGlued:
      BilingualText(
        "Five digits are branch and digit written together: split them.",
        "Cinco dígitos são agência e dígito escritos juntos: separe-os.")
    case .zeroOrDigit:
      BilingualText(
        "Either a zero in front fills the branch up, or the last digit is its check digit.",
        "Ou um zero à esquerda completa a agência, ou o último dígito é o verificador dela.")
    }
  }
}

extension AccountFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The account is missing.", "Falta a conta.")
    case .length:
      BilingualText(
        "The account is longer than this bank's accounts, or of no known form.",
        "A conta é mais longa que as deste banco, ou de forma desconhecida.")
    case .characters: BilingualText("An account has digits only.", "Uma conta só tem dígitos.")
    case .zeros: BilingualText("The account is all zeros.", "A conta só tem zeros.")
    case .digit:
      BilingualText("The account digit does not fit.", "O dígito da conta não confere.")
    case .digitShape:
      BilingualText(
        "The account digit does not have the form of one of this bank.",
        "O dígito da conta não tem a forma de um dígito deste banco.")
    case .digitMissing:
      BilingualText(
        "This bank's accounts have a check digit and it is missing.",
        "As contas deste banco têm dígito verificador e ele falta.")
    case .branchNeeded:
      BilingualText(
        "The account's digit depends on the branch, which cannot be read or is not known.",
        "O dígito da conta depende da agência, que não pode ser lida ou não é conhecida.")
    case .otherOperation:
      BilingualText(
        "The digit fits an operation that was not given.",
        "O dígito confere com uma operação que não foi informada.")
    }
  }
}

extension Remarks {
  /// What each remark of the set says, in the order of ``all``.
  public var texts: [BilingualText] {
    Self.wordings.filter { contains($0.remark) }.map(\.text)
  }

  private static let wordings: [(remark: Remarks, text: BilingualText)] = [
    (
      .zeroForLetter,
      BilingualText(
        "0 stands for the letter the rule gives; banks take it.",
        "0 está no lugar da letra que a regra dá; os bancos aceitam.")
    ),
    (
      .branchDigitIgnored,
      BilingualText(
        "This bank has no branch digit; the one written is ignored.",
        "Este banco não tem dígito de agência; o que foi escrito é ignorado.")
    ),
    (
      .legacyBank,
      BilingualText(
        "This bank's retail accounts have moved to another bank.",
        "As contas de varejo deste banco passaram para outro banco.")
    ),
    (
      .unlistedOperation,
      BilingualText(
        "The account type or operation is in no published list.",
        "O tipo de conta ou a operação não está em nenhuma lista publicada.")
    ),
    (
      .beyondProvenLength,
      BilingualText(
        "The account is longer than those the rule is proven for.",
        "A conta é mais longa que aquelas para as quais a regra é comprovada.")
    ),
    (
      .zeroPadded,
      BilingualText(
        "Zeros fill the account up beyond the length of this bank's accounts.",
        "Zeros completam a conta além do comprimento das contas deste banco.")
    ),
  ]
}
