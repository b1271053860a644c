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
