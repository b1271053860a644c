import BrazilianBanking
import BulkEngine
import Operations
import Foundation
import Spreadsheets

/// What is wrong with a file, the disk or the journal, for people.
enum FileSentence {
  static func text(_ error: SpreadsheetError, _ language: Language) -> String {
    guard language == .portuguese else { return error.description }
    return switch error {
    case .notFound(let path):
      "Não há arquivo \(path). Confira o nome e a pasta."
    case .cannotOpen(let path, let code):
      "\(path) não pode ser aberto (\(reason(code))). Confira quem pode lê-lo."
    case .notARegularFile(let path):
      "\(path) não é um arquivo comum. Informe o caminho da planilha exportada."
    case .readFailed(let path, let code):
      "A leitura de \(path) falhou (\(reason(code))). Copie o arquivo para um disco bom e tente "
        + "de novo."
    case .empty(let path):
      "\(path) está vazio. Exporte a planilha de novo, com a linha de cabeçalho."
    case .brokenCNAB(let faults, let path):
      "\(path) é um arquivo CNAB 240 que não está íntegro. "
        + "\(faults.map(\.portugueseSentence).joined(separator: " ")) Nada dele é usado, pois podem "
        + "faltar pagamentos. Gere-o de novo no sistema da folha e não o edite à mão."
    case .unknownJSONShape(let path):
      "\(path) é JSON de forma desconhecida. Use uma lista de objetos, {\"data\": [...]} ou um "
        + "objeto por linha."
    case .cannotCreate(let path, let code):
      "\(path) não pode ser criado (\(reason(code))). Escolha outra pasta de saída."
    case .refusesToReplace(let path):
      "\(path) é um link, uma pasta ou um dispositivo e não é substituído. Mova-o e tente de novo."
    case .writeFailed(let path, let code):
      "A gravação de \(path) falhou (\(reason(code))). Libere espaço ou escolha outro disco; o "
        + "arquivo antigo, se havia, não mudou."
    case .invalidText(let encoding, let line, let byteOffset):
      "A linha \(line) (byte \(byteOffset)) não é \(encoding.name) válido. Exporte a planilha como "
        + "\"CSV UTF-8\" ou diga a codificação, por exemplo --encoding windows-1252."
    case .unencodable(_, let encoding, let line, let column):
      "Linha \(line)\(column > 0 ? ", coluna \(column)" : ""): há um caractere que não existe em "
        + "\(encoding.name). Use --output-encoding utf-8 ou troque-o na planilha."
    case .unsupported(let format, let path):
      FormatSentence.portuguese(format, path: path)
    case .damagedWorkbook(let fault, let path):
      WorkbookSentence.portuguese(fault, path: path)
    case .damagedGzip(let fault, let path, let packedOffset):
      FormatSentence.portuguese(fault, path: path, packedOffset: packedOffset)
    }
  }

  static func text(_ error: JournalError, _ language: Language) -> String {
    guard language == .portuguese else { return error.description }
    return switch error {
    case .missing(let path):
      "Não há diário em \(path). Confira a pasta ou comece com 'qualifica run ARQUIVO'."
    case .damaged(let path, let reason):
      "O diário \(path) está danificado (\(reason)). Restaure a pasta de um backup; sem backup, "
        + "apague nela journal.sqlite, journal.sqlite-wal e journal.sqlite-shm, e nada mais, e execute "
        + "o mesmo arquivo de novo: o que pode ter sido enviado é consultado na API antes. "
        + "Não mova a pasta: ninguém mais saberia o que foi enviado."
    case .unknownVersion(let path, let found, _):
      "O diário \(path) tem a versão de formato \(found), que este programa não lê. Use a versão do "
        + "qualifica que começou a execução."
    case .diskFull(let path):
      "Não há espaço para o diário \(path). Libere espaço e retome; o que foi salvo está intacto."
    case .notPermitted(let path, let reason):
      "O diário \(path) não pode ser usado (\(reason)). Dê a si mesmo permissão de leitura e "
        + "gravação na pasta e nos arquivos e retome."
    case .diskFailed(let path, let reason):
      "O disco falhou no diário \(path) (\(reason)). Verifique o disco e retome."
    case .unknownOutcome(let path, let reason):
      "O disco falhou ao gravar o diário \(path) (\(reason)); não se sabe se o último registro está "
        + "nele. Verifique o disco e retome: o que pode ter sido enviado é consultado na API antes."
    case .heldByAnotherProcess(let path):
      "Outro processo trabalha em \(path). Espere que termine e retome."
    case .misuse(let reason):
      "Erro interno: o diário foi usado de forma errada (\(reason)). Nada mudou; avise os autores."
    case .other(let path, let reason):
      "O diário \(path) falhou (\(reason)). Retome; se continuar, avise os autores."
    }
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT: "a pasta não existe"
    case EACCES, EPERM: "sem permissão"
    case ENOSPC, EDQUOT: "disco cheio"
    case EROFS: "disco só de leitura"
    default: "erro \(code) do sistema"
    }
  }
}

/// What a file is that is no spreadsheet export, and what to do instead, in Portuguese.
enum FormatSentence {
  static func portuguese(_ format: UnsupportedFormat, path: String) -> String {
    switch format {
    case .zip:
      "\(path) é um arquivo ZIP e não uma planilha. Descompacte-o e informe a planilha que está nele."
    case .ods:
      "\(path) é uma planilha do LibreOffice (ODS). \(saveAs)"
    case .xlsb:
      "\(path) é uma pasta de trabalho binária do Excel (XLSB). \(saveAs)"
    case .encrypted:
      "\(path) é uma pasta de trabalho do Excel protegida por senha. Abra-a no Excel com a senha, use "
        + "Arquivo > Informações > Proteger Pasta de Trabalho > Criptografar com Senha, apague a senha e "
        + "salve (no LibreOffice: Arquivo > Salvar como, sem \"Salvar com senha\"); depois informe esse "
        + "arquivo."
    case .xls:
      "\(path) é uma pasta de trabalho antiga do Excel (XLS). \(saveAs)"
    case .markup:
      "\(path) é uma página web ou um documento XML, seja qual for a extensão. \(saveAs)"
    case .gzip:
      "\(path) é um gzip dentro de outro gzip. Descompacte uma vez (gunzip) e informe o arquivo."
    case .cnabReturn:
      "\(path) é um arquivo de retorno CNAB 240 (.ret): a resposta do banco, com o que houve com cada "
        + "pagamento. Informe o arquivo enviado ao banco (.rem) ou a planilha que o gerou; o que o banco "
        + "devolveu se corrige lá."
    case .cnab400:
      "\(path) é um arquivo CNAB 400, que traz boletos de cobrança e não as contas de quem recebe. "
        + "Exporte os pagamentos em CNAB 240 (.rem), em CSV ou em planilha."
    case .pdf:
      "\(path) é um documento PDF. Exporte a própria tabela como CSV no programa que o gerou."
    }
  }

  static func portuguese(_ fault: GzipFault, path: String, packedOffset: Int64) -> String {
    let place = "\(path) (byte \(packedOffset))"
    return switch fault {
    case .truncated:
      "\(place) é um gzip que termina no meio. Copie-o de novo da origem ou compacte de novo."
    case .corrupt:
      "\(place) é um gzip danificado. Copie-o de novo da origem ou compacte de novo."
    case .trailingBytes:
      "\(place) é um gzip com outra coisa no fim. Descompacte (gunzip), confira e informe o arquivo."
    case .bomb:
      "\(place) é um gzip pequeno com mais de 1 GB, o que nenhuma planilha tem. Descubra quem o "
        + "enviou; se estiver certo, descompacte (gunzip) e informe o arquivo."
    }
  }

  private static let saveAs =
    "Abra-a no programa de planilhas, use Arquivo > Salvar como e o tipo \"Pasta de Trabalho do Excel "
    + "(*.xlsx)\", e informe esse arquivo."
}

/// Why a list of banks is of no use and what to do, for people.
enum BankListSentence {
  static func text(_ error: BankListFileError, _ language: Language) -> String {
    switch error {
    case .unreadable(let path, let reason): text(path, reason, language)
    case .tooLarge(let path):
      language.pick(
        "\(path) is too large for a list of banks. Give a CSV with the columns "
          + "compe;ispb;short_name to --banks-file.",
        "\(path) é grande demais para uma lista de bancos. Passe a --banks-file um CSV com as "
          + "colunas compe;ispb;short_name.")
    case .changed(let path):
      language.pick(
        "The list of banks \(path) has changed since the run began. Restore it and resume, or "
          + "start another run with --output.",
        "A lista de bancos \(path) mudou desde o início da execução. Restaure-a e retome, ou "
          + "comece outra execução com --output.")
    case .gone(let path):
      language.pick(
        "The list of banks \(path) of this run is gone. Put it back under that name, then resume.",
        "A lista de bancos \(path) desta execução sumiu. Recoloque-a com esse nome e retome.")
    }
  }

  /// File, line, field, reason.
  private static func text(
    _ path: String, _ error: BankListError, _ language: Language
  ) -> String {
    var place = path
    if error.line > 0 { place += language.pick(", line ", ", linha ") + String(error.line) }
    if let field = error.reason.field { place += ", \(field)" }
    let reason = error.reason.text
    return place + ": " + language.pick(reason.english, reason.portuguese) + " "
      + language.pick("Mend the list, then try again.", "Corrija a lista e tente de novo.")
  }
}
