import BrazilianBanking
package import BulkEngine
import Operations
import Foundation
import Spreadsheets

/// What is wrong with a file or the disk, for people.
extension SpreadsheetError: CommandError {
  var isWhole: Bool { false }

  var status: ExitStatus {
    switch self {
    case .notFound, .cannotOpen, .notARegularFile: .noInput
    case .readFailed, .writeFailed: .inputOutput
    case .cannotCreate, .refusesToReplace: .cannotCreate
    default: .unusableInput
    }
  }

  package var explanation: Explanation {
    let (english, portuguese) = (english, portuguese)
    return Explanation(
      Bilingual(english.what, portuguese.what), next: Bilingual(english.next, portuguese.next))
  }

  private var portuguese: (what: String, next: String) {
    switch self {
    case .notFound(let path):
      (
        "Não há arquivo \(path).",
        "Confira o nome e a pasta."
      )
    case .cannotOpen(let path, let code):
      (
        "\(path) não pode ser aberto (\(Self.reason(code))).",
        "Confira quem pode lê-lo."
      )
    case .notARegularFile(let path):
      (
        "\(path) não é um arquivo comum.",
        "Informe o caminho da planilha exportada."
      )
    case .readFailed(let path, let code):
      (
        "A leitura de \(path) falhou (\(Self.reason(code))).",
        "Copie o arquivo para um disco bom e tente de novo."
      )
    case .empty(let path):
      (
        "\(path) está vazio.",
        "Exporte a planilha de novo, com a linha de cabeçalho."
      )
    case .brokenCNAB(let faults, let path):
      (
        "\(path) é um arquivo CNAB 240 que não está íntegro. "
          + "\(faults.map(\.portugueseSentence).joined(separator: " ")) "
          + "Nada dele é usado, pois podem faltar pagamentos.",
        "Gere-o de novo no sistema da folha e não o edite à mão."
      )
    case .unknownJSONShape(let path):
      (
        "\(path) é JSON de forma desconhecida.",
        "Use uma lista de objetos, {\"data\": [...]} ou um objeto por linha."
      )
    case .cannotCreate(let path, let code):
      (
        "\(path) não pode ser criado (\(Self.reason(code))).",
        "Escolha outra pasta de saída."
      )
    case .refusesToReplace(let path):
      (
        "\(path) é um link, uma pasta ou um dispositivo e não é substituído.",
        "Mova-o e tente de novo."
      )
    case .writeFailed(let path, let code):
      (
        "A gravação de \(path) falhou (\(Self.reason(code))).",
        "Libere espaço ou escolha outro disco; o arquivo antigo, se havia, não mudou."
      )
    case .invalidText(let encoding, let line, let byteOffset):
      (
        "A linha \(line) (byte \(byteOffset)) não é \(encoding.name) válido.",
        "Exporte a planilha como \"CSV UTF-8\" ou diga a codificação, por exemplo --encoding "
          + "windows-1252."
      )
    case .unencodable(_, let encoding, let line, let column):
      (
        "Linha \(line)\(column > 0 ? ", coluna \(column)" : ""): há um caractere que não existe "
          + "em \(encoding.name).",
        "Use --output-encoding utf-8 ou troque-o na planilha."
      )
    case .unsupported(let format, let path):
      FormatSentence.portuguese(format, path: path)
    case .damagedWorkbook(let fault, let path):
      WorkbookSentence.portuguese(fault, path: path)
    case .damagedGzip(let fault, let path, let packedOffset):
      FormatSentence.portuguese(fault, path: path, packedOffset: packedOffset)
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
  static func portuguese(_ format: UnsupportedFormat, path: String) -> (what: String, next: String)
  {
    switch format {
    case .zip:
      (
        "\(path) é um arquivo ZIP e não uma planilha.",
        "Descompacte-o e informe a planilha que está nele."
      )
    case .ods:
      (
        "\(path) é uma planilha do LibreOffice (ODS).",
        saveAs
      )
    case .xlsb:
      (
        "\(path) é uma pasta de trabalho binária do Excel (XLSB).",
        saveAs
      )
    case .encrypted:
      (
        "\(path) é uma pasta de trabalho do Excel protegida por senha.",
        "Abra-a no Excel com a senha, use Arquivo > Informações > Proteger Pasta de Trabalho > "
          + "Criptografar com Senha, apague a senha e salve (no LibreOffice: Arquivo > Salvar como, sem "
          + "\"Salvar com senha\"); depois informe esse arquivo."
      )
    case .xls:
      (
        "\(path) é uma pasta de trabalho antiga do Excel (XLS).",
        saveAs
      )
    case .markup:
      (
        "\(path) é uma página web ou um documento XML, seja qual for a extensão.",
        saveAs
      )
    case .gzip:
      (
        "\(path) é um gzip dentro de outro gzip.",
        "Descompacte uma vez (gunzip) e informe o arquivo."
      )
    case .cnabReturn:
      (
        "\(path) é um arquivo de retorno CNAB 240 (.ret): a resposta do banco, com o que houve com cada "
          + "pagamento.",
        "Informe o arquivo enviado ao banco (.rem) ou a planilha que o gerou; o que o banco devolveu "
          + "se corrige lá."
      )
    case .cnab400:
      (
        "\(path) é um arquivo CNAB 400, que traz boletos de cobrança e não as contas de quem recebe.",
        "Exporte os pagamentos em CNAB 240 (.rem), em CSV ou em planilha."
      )
    case .pdf:
      (
        "\(path) é um documento PDF.",
        "Exporte a própria tabela como CSV no programa que o gerou."
      )
    }
  }

  static func portuguese(_ fault: GzipFault, path: String, packedOffset: Int64) -> (
    what: String, next: String
  ) {
    let place = "\(path) (byte \(packedOffset))"
    return switch fault {
    case .truncated:
      (
        "\(place) é um gzip que termina no meio.",
        "Copie-o de novo da origem ou compacte de novo."
      )
    case .corrupt:
      (
        "\(place) é um gzip danificado.",
        "Copie-o de novo da origem ou compacte de novo."
      )
    case .trailingBytes:
      (
        "\(place) é um gzip com outra coisa no fim.",
        "Descompacte (gunzip), confira e informe o arquivo."
      )
    case .bomb:
      (
        "\(place) é um gzip pequeno com mais de 1 GB, o que nenhuma planilha tem.",
        "Descubra quem o enviou; se estiver certo, descompacte (gunzip) e informe o arquivo."
      )
    }
  }

  private static let saveAs =
    "Abra-a no programa de planilhas, use Arquivo > Salvar como e o tipo \"Pasta de Trabalho do Excel "
    + "(*.xlsx)\", e informe esse arquivo."
}

/// Why a list of banks is of no use and what to do, for people.
extension BankListFileError: CommandError {
  var isWhole: Bool { false }
  var status: ExitStatus { .unusableInput }

  package var explanation: Explanation {
    switch self {
    case .unreadable(let path, let error): Self.unreadable(path, error)
    case .tooLarge(let path):
      Explanation(
        Bilingual(
          "\(path) is too large for a list of banks.",
          "\(path) é grande demais para uma lista de bancos."),
        next: Bilingual(
          "Give a CSV with the columns compe;ispb;short_name to --banks-file.",
          "Passe a --banks-file um CSV com as colunas compe;ispb;short_name."))
    case .changed(let path):
      Explanation(
        Bilingual(
          "The list of banks \(path) has changed since the run began.",
          "A lista de bancos \(path) mudou desde o início da execução."),
        next: Bilingual(
          "Restore it and resume, or start another run with --output.",
          "Restaure-a e retome, ou comece outra execução com --output."))
    case .gone(let path):
      Explanation(
        Bilingual(
          "The list of banks \(path) of this run is gone.",
          "A lista de bancos \(path) desta execução sumiu."),
        next: Bilingual(
          "Put it back under that name, then resume.",
          "Recoloque-a com esse nome e retome."))
    }
  }

  /// File, line, field, reason.
  private static func unreadable(_ path: String, _ error: BankListError) -> Explanation {
    let reason = error.reason.text
    func place(_ line: String) -> String {
      ([path] + (error.line > 0 ? ["\(line) \(error.line)"] : [])
        + [error.reason.field].compactMap { $0 }).joined(separator: ", ")
    }
    return Explanation(
      Bilingual(
        "\(place("line")): \(reason.english)", "\(place("linha")): \(reason.portuguese)"),
      next: Bilingual("Mend the list, then try again.", "Corrija a lista e tente de novo."))
  }
}
