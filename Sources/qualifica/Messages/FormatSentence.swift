import Spreadsheets

/// What a file is that is no spreadsheet export, and what to do instead, in Portuguese.
enum FormatSentence {
  static func portuguese(_ format: ForeignFormat, path: String) -> String {
    switch format {
    case .xlsx:
      "\(path) é uma pasta de trabalho do Excel ou LibreOffice (XLSX, ODS ou outro ZIP). \(saveAs)"
    case .xls:
      "\(path) é uma pasta de trabalho antiga do Excel (XLS). \(saveAs)"
    case .markup:
      "\(path) é uma página web ou um documento XML, seja qual for a extensão. \(saveAs)"
    case .gzip:
      "\(path) é um gzip dentro de outro gzip. Descompacte uma vez (gunzip) e informe o arquivo."
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
    "Na planilha use Arquivo > Salvar como e o tipo \"CSV UTF-8 (delimitado por vírgulas)\", e "
    + "informe esse arquivo."
}
