/// The five services and the display names of the vendor's sample answer.
package enum QualificationService {
  static let identifiers = 1...5

  static func name(of service: Int) -> String {
    switch service {
    // The vendor's own sample calls the automatic service "manually".
    case 1: "Data qualification manually"
    case 2: "Automatic validation + micro deposit"
    case 3: "Automatic validation + micro deposit + manual correction"
    case 4: "Automatic validation + deposit"
    default: "Automatic validation + deposit + manual correction"
    }
  }
}
