package import BulkEngine
import Foundation

/// The printable page of a boleto. Somebody else's HTML: it is kept as a file and never opened.
extension Charges {
  package func printable(of outcome: RecordOutcome) -> Request? {
    outcome.answer.flatMap(ChargeAnswer.keyOfBoleto).map(PayinPaths.printable)
  }

  /// A JSON text whose content is HTML, or the HTML itself.
  package func printable(in reply: Reply) -> [UInt8]? {
    guard (200..<300).contains(reply.status) else { return nil }
    let page = decoded(String.self, from: reply.body).map { Array($0.utf8) } ?? reply.body
    let start = page.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return start == 0x3C ? page : nil
  }
}
