extension FindingSentence {
  /// A sentence in both languages; `{field}`, `{found}`, `{expected}`, `{line}` are filled in.
  struct Pair: Sendable {
    var english: String
    var portuguese: String

    init(_ english: String, _ portuguese: String) {
      self.english = english
      self.portuguese = portuguese
    }
  }

  static func sentence(_ code: FindingCode) -> Pair {
    rowSentence(code) ?? valueSentence(code) ?? bankSentence(code) ?? repairSentence(code)
      ?? codeSentence(code)
      ?? Pair("check the {field}.", "confira: {field}.")
  }

  private static func rowSentence(_ code: FindingCode) -> Pair? {
    switch code {
    case .columnCount:
      Pair(
        "the row has {found} columns where the header has {expected}: look for a missing or extra "
          + "delimiter.",
        "a linha tem {found} colunas e o cabeçalho tem {expected}: procure um delimitador a mais "
          + "ou a menos.")
    case .openQuote:
      Pair(
        "a quote opened on line {line} is never closed: close or remove it.",
        "uma aspa aberta na linha {line} não foi fechada: feche-a ou remova-a.")
    case .nulByte:
      Pair(
        "the row holds a NUL byte: export the file again as CSV UTF-8.",
        "a linha contém um byte nulo: exporte o arquivo de novo como CSV UTF-8.")
    case .tooLong:
      Pair(
        "the row is longer than 1 MB: look for a quote that opens there and is not closed, or for "
          + "a missing line end.",
        "a linha tem mais de 1 MB: procure uma aspa que abre ali e não fecha, ou um fim de linha "
          + "que falta.")
    case .malformed:
      Pair(
        "this is no complete JSON object: look at it with a text editor, export it again.",
        "isto não é um objeto JSON completo: veja-o num editor de texto e exporte de novo.")
    case .repeatedKey:
      Pair(
        "a key stands twice in this object: keep the one that is meant.",
        "uma chave aparece duas vezes neste objeto: mantenha a que vale.")
    case .tooComplex:
      Pair(
        "this object is nested deeper than 32 levels, or has a key beyond the first 256 columns of the "
          + "file or longer than 1,024 characters: export only the columns that are needed.",
        "este objeto tem mais de 32 níveis, ou uma chave além das primeiras 256 colunas do arquivo ou "
          + "com mais de 1.024 caracteres: exporte só as colunas necessárias.")
    case .totalRow:
      Pair(
        "this looks like a total and not like a person: remove the row.",
        "isto parece um total e não uma pessoa: remova a linha.")
    case .duplicateCode:
      Pair(
        "the code already stands on line {line}; this row is not sent.",
        "o código já está na linha {line}; esta linha não é enviada.")
    case .takenEarlier:
      Pair(
        "an earlier run has sent this record, or found it a repetition: it is not sent again. To "
          + "send it as a new one all the same, empty both its q_custom_code and its q_status.",
        "uma execução anterior já enviou este registro, ou viu nele uma repetição: não é enviado de "
          + "novo. Para enviá-lo mesmo assim, como novo, esvazie o q_custom_code e o q_status dele."
      )
    case .pairIncomplete:
      Pair(
        "of q_custom_code and q_status one is missing, so nobody can tell whether this record was "
          + "sent before: it is not sent. Put both back as they stand in the earlier run's files; "
          + "to send it as a new record, empty both.",
        "falta q_custom_code ou q_status, e sem os dois não se sabe se este registro já foi enviado: "
          + "não é enviado. Recoloque os dois como estão nos arquivos da execução anterior; para "
          + "enviá-lo como registro novo, esvazie os dois.")
    case .pairUnreadable:
      Pair(
        "the q_custom_code or the q_status is not as an earlier run wrote it (translated, recalculated or "
          + "changed), so nobody can tell whether this record was sent before: it is not sent. Put "
          + "both back as they stand in the earlier run's files; to send it as a new record, empty "
          + "both.",
        "o q_custom_code ou o q_status não está como a execução anterior gravou (foi traduzido, "
          + "recalculado ou alterado), e não se sabe se este registro já foi enviado: não é enviado. "
          + "Recoloque os dois como estão nos arquivos da execução anterior; para enviá-lo como "
          + "registro novo, esvazie os dois.")
    case .duplicatePayee:
      Pair(
        "the whole payee already stands on line {line}; this row is not sent.",
        "o mesmo favorecido já está na linha {line}; esta linha não é enviada.")
    case .repeatedPayee:
      Pair(
        "the same payee stands on line {line} under another code; both are sent.",
        "o mesmo favorecido está na linha {line} com outro código; ambos são enviados.")
    case .sameAccountOtherDocument:
      Pair(
        "the same account stands on line {line} with another document.",
        "a mesma conta está na linha {line} com outro documento.")
    default: nil
    }
  }

  private static func valueSentence(_ code: FindingCode) -> Pair? {
    switch code {
    case .required: Pair("{field} is missing.", "falta: {field}.")
    case .characters:
      Pair(
        "{field} has characters that do not belong there: remove or correct them.",
        "{field}: há caracteres que não podem estar aí; retire-os ou corrija.")
    case .length:
      Pair(
        "{field} has the wrong number of characters: compare it with the original.",
        "{field}: quantidade de caracteres errada; compare com o original.")
    case .scientificNotation:
      Pair(
        "the spreadsheet turned the {field} into scientific notation and digits are lost: format "
          + "the column as text and enter it again.",
        "a planilha transformou {field} em notação científica e perdeu dígitos: formate a coluna "
          + "como texto e digite de novo.")
    case .date:
      Pair(
        "the spreadsheet turned the {field} into a date: format the column as text and enter it "
          + "again.",
        "a planilha transformou {field} em data: formate a coluna como texto e digite de novo.")
    case .spreadsheetError:
      Pair(
        "{field} holds an error of the spreadsheet: mend the formula.",
        "{field} contém um erro da planilha: corrija a fórmula.")
    case .needsRepair:
      Pair(
        "{field} would have to be mended and --no-repair forbids it.",
        "{field} precisaria de reparo e --no-repair não permite.")
    case .checkDigit:
      Pair(
        "{field}: the check digit does not fit; compare it with the original.",
        "{field}: o dígito verificador não confere; compare com o original.")
    case .repeatedDigits:
      Pair("{field} is one digit repeated.", "{field} é um dígito só repetido.")
    case .formula:
      Pair(
        "{field} begins with =, +, - or @, which a spreadsheet would run as a formula.",
        "{field} começa com =, +, - ou @, que uma planilha executaria como fórmula.")
    case .mojibake:
      Pair(
        "{field} has accents that were saved in the wrong encoding (Ã£ for ã): correct it, or use "
          + "--fix-mojibake.",
        "{field} tem acentos salvos na codificação errada (Ã£ em vez de ã): corrija, ou use "
          + "--fix-mojibake.")
    case .amountUnreadable:
      Pair(
        "{field} cannot be read as one amount: write it as 1234,56.",
        "{field} não pode ser lido como um valor: escreva 1234,56.")
    case .amountCut:
      Pair(
        "{field} seems to be cut in two by its decimal comma: put it in quotes, or write a point.",
        "{field} parece cortado em dois pela vírgula decimal: ponha-o entre aspas ou escreva com ponto."
      )
    case .amountRange:
      Pair("{field} must be 0.01 to 150,000.00.", "{field} deve ser de 0,01 a 150.000,00.")
    case .codeFormat:
      Pair(
        "{field} may have at most 45 characters of A-Z a-z 0-9 - _.",
        "{field} pode ter no máximo 45 caracteres de A-Z a-z 0-9 - _.")
    case .pixKeyInvalid:
      Pair(
        "{field} is not valid; it is not needed and not sent.",
        "{field} não é válida; ela não é necessária e não é enviada.")
    default: nil
    }
  }

  private static func bankSentence(_ code: FindingCode) -> Pair? {
    switch code {
    case .unknownBank:
      Pair(
        "this bank is not in the list; the list may be older than the bank.",
        "este banco não está na lista; a lista pode ser mais antiga que o banco.")
    case .noSuchBank:
      Pair(
        "the bank cannot be told from this: write its three-digit code.",
        "não é possível reconhecer o banco: escreva o código de três dígitos.")
    case .legacyBank:
      Pair(
        "this bank's accounts have moved to another bank.",
        "as contas deste banco passaram para outro banco.")
    case .zeros:
      Pair("{field} is all zeros: enter the real one.", "{field} só tem zeros: informe o correto.")
    case .branchInside:
      Pair(
        "{field} begins with the branch: leave the branch in its own column only.",
        "{field} começa com a agência: deixe a agência só na coluna dela.")
    case .gluedDigit:
      Pair(
        "{field} has five digits: split the check digit off.",
        "{field} tem cinco dígitos: separe o dígito verificador.")
    case .unexpectedBranch:
      Pair(
        "this bank uses another {field}: compare it with the original.",
        "este banco usa outra {field}; compare com o original.")
    case .digitUnverified:
      Pair(
        "the digit does not fit the rule known for this bank; the rule is not certain.",
        "o dígito não confere com a regra conhecida deste banco; a regra não é certa.")
    case .digitIgnored:
      Pair(
        "this bank has no {field}; it is ignored.", "este banco não tem {field}; foi ignorado.")
    case .zeroForLetter:
      Pair(
        "{field}: 0 stands for the letter the bank's rule gives; banks take it.",
        "{field}: 0 está no lugar da letra que a regra do banco dá; os bancos aceitam.")
    case .digitConflict:
      Pair(
        "the digit written with the {field} is not the one in the digit's own column.",
        "o dígito escrito junto de {field} não é o da coluna do dígito.")
    case .operationConflict:
      Pair(
        "the operation written with the {field} is not the one in its own column.",
        "a operação escrita junto de {field} não é a da coluna da operação.")
    case .branchNeeded:
      Pair(
        "the account's digit depends on the branch, which cannot be read.",
        "o dígito da conta depende da agência, que não pode ser lida.")
    case .otherOperation:
      Pair(
        "the digit fits an operation that was not given: add Caixa's operation.",
        "o dígito confere com uma operação não informada: informe a operação da Caixa.")
    case .unlistedOperation:
      Pair(
        "the operation or account type is in no published list.",
        "a operação ou o tipo de conta não está em nenhuma lista publicada.")
    case .accountTypeUnknown:
      Pair(
        "{field} must be checking (C) or savings (P).",
        "{field} deve ser corrente (C) ou poupança (P).")
    case .accountTypeAssumed:
      Pair("{field} is missing; sent as checking.", "falta: {field}; enviado como corrente.")
    case .accountTypeOther:
      Pair(
        "a payment or salary account is sent as checking.",
        "conta de pagamento ou salário é enviada como corrente.")
    default: nil
    }
  }

  private static func repairSentence(_ code: FindingCode) -> Pair? {
    switch code {
    case .zerosRestored:
      Pair("leading zeros of {field} restored.", "zeros à esquerda repostos em {field}.")
    case .upperCased:
      Pair("{field} set in upper case.", "{field} passado para maiúsculas.")
    case .digitSplit: Pair("check digit split from {field}.", "dígito separado de {field}.")
    case .operationKept:
      Pair(
        "Caixa's operation is kept in front of the account.",
        "a operação da Caixa é mantida na frente da conta.")
    case .bankCodeExtracted:
      Pair("bank code taken from the text.", "código do banco extraído do texto.")
    case .bankFoundByISPB: Pair("bank found by its ISPB.", "banco encontrado pelo ISPB.")
    case .bankFoundByName: Pair("bank found by its name.", "banco encontrado pelo nome.")
    case .fractionDropped:
      Pair("fraction of {field} dropped.", "fração de {field} retirada.")
    case .unwrapped:
      Pair(
        "{field} freed of invisible characters or quotes.",
        "{field} livre de caracteres invisíveis ou aspas.")
    case .mojibakeMended:
      Pair(
        "accents of {field} put together again.", "acentos de {field} recompostos.")
    case .composed:
      Pair("accents of {field} joined with their letters.", "acentos de {field} unidos às letras.")
    case .blanksCollapsed:
      Pair("blanks in {field} collapsed.", "espaços repetidos em {field} reduzidos.")
    default: nil
    }
  }
}
