/// Why a boleto, a date, a postal code, a telephone, an e-mail address or an end-to-end id is none, in
/// words that hold no value.
extension BoletoFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The boleto's number is missing.", "Falta o número do boleto.")
    case .characters:
      BilingualText(
        "There are characters that a boleto's number does not have.",
        "Há caracteres que o número de um boleto não tem.")
    case .length:
      BilingualText(
        "A digitable line has 47 digits, or 48 when it begins with 8; a bar code has 44.",
        "Uma linha digitável tem 47 dígitos, ou 48 quando começa com 8; um código de barras tem 44."
      )
    case .blockDigit:
      BilingualText(
        "The check digit of one block of the digitable line does not fit.",
        "O dígito verificador de um dos blocos da linha digitável não confere.")
    case .checkDigit:
      BilingualText(
        "The check digit of the bar code does not fit.",
        "O dígito verificador do código de barras não confere.")
    }
  }
}

extension DateFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The date is missing.", "Falta a data.")
    case .form:
      BilingualText(
        "A date is written dd/mm/yyyy or yyyy-mm-dd.",
        "Uma data se escreve dd/mm/aaaa ou aaaa-mm-dd.")
    case .twoDigitYear:
      BilingualText(
        "A year of two digits leaves the century open: write all four.",
        "Um ano de dois dígitos deixa o século em aberto: escreva os quatro.")
    case .monthFirst:
      BilingualText(
        "The month stands in front of the day: write dd/mm/yyyy.",
        "O mês está antes do dia: escreva dd/mm/aaaa.")
    case .serialNumber:
      BilingualText(
        "This is how a spreadsheet counts days: format the column as a date.",
        "É assim que a planilha conta os dias: formate a coluna como data.")
    case .impossible:
      BilingualText("The calendar has no such day.", "Esse dia não existe no calendário.")
    }
  }
}

extension BirthDateFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .future:
      BilingualText(
        "A birth date lies in the past.", "Uma data de nascimento fica no passado.")
    case .tooLongAgo:
      BilingualText(
        "Nobody alive was born more than 130 years ago.",
        "Ninguém vivo nasceu há mais de 130 anos.")
    }
  }
}

extension PostalCodeFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The postal code is missing.", "Falta o CEP.")
    case .characters:
      BilingualText("A postal code has digits only.", "Um CEP só tem dígitos.")
    case .length: BilingualText("A postal code has 8 digits.", "Um CEP tem 8 dígitos.")
    case .range:
      BilingualText("No postal code begins with 00.", "Nenhum CEP começa com 00.")
    }
  }
}

extension TelephoneFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The telephone number is missing.", "Falta o telefone.")
    case .characters:
      BilingualText(
        "There are characters that a telephone number does not have.",
        "Há caracteres que um telefone não tem.")
    case .length:
      BilingualText(
        "A telephone number has its area code and 8 or 9 digits.",
        "Um telefone tem o DDD e mais 8 ou 9 dígitos.")
    case .areaCode:
      BilingualText(
        "There is no such telephone area code.", "Não existe esse código de área (DDD).")
    case .subscriber:
      BilingualText(
        "A mobile number has nine digits from 9, a landline eight from 2 to 5.",
        "Um celular tem nove dígitos e começa com 9; um fixo tem oito e começa com 2 a 5.")
    }
  }
}

extension EmailFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The e-mail address is missing.", "Falta o e-mail.")
    case .length:
      BilingualText(
        "An e-mail address has at most 254 characters.",
        "Um e-mail tem no máximo 254 caracteres.")
    case .form:
      BilingualText(
        "One address is wanted, such as name@company.com.",
        "É preciso um endereço só, como nome@empresa.com.br.")
    }
  }
}

extension EndToEndFault {
  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .empty: BilingualText("The end-to-end id is missing.", "Falta o identificador do Pix.")
    case .length:
      BilingualText(
        "An end-to-end id has 32 characters.", "O identificador de um Pix tem 32 caracteres.")
    case .form:
      BilingualText(
        "An end-to-end id is E or D, 20 digits and 11 letters or digits.",
        "O identificador de um Pix é E ou D, 20 dígitos e 11 letras ou dígitos.")
    case .moment:
      BilingualText(
        "The end-to-end id names a day or minute that does not exist.",
        "O identificador do Pix traz um dia ou minuto que não existe.")
    }
  }
}
