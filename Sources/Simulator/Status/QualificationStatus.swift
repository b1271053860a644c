/// The statuses the API documents, and what its answers call them.
package enum QualificationStatus {
  package static let received = 1
  package static let valid = 5
  package static let invalid = 6
  package static let notVerifiable = 7
  package static let awaitingBalance = 9
  package static let processing = 999
  /// An id no document lists, shown by one test payee: callers must take it as not final.
  package static let undocumented = 4

  /// What `GET …/status` lists, in the order of the vendor's table.
  static let documented = [
    received, valid, invalid, notVerifiable, awaitingBalance, processing,
  ]

  static func name(of status: Int) -> String {
    switch status {
    case received: "Received"
    case valid: "Valid data"
    case invalid: "Invalid data"
    case notVerifiable: "Validation not possible on this step"
    case awaitingBalance: "Awaiting"
    case processing: "Processing"
    default: "In review"
    }
  }

  /// The localised text of `description_status`.
  static func description(of status: Int) -> String {
    switch status {
    case received: "Recebido"
    case valid: "Dados válidos"
    case invalid: "Dados inválidos"
    case notVerifiable: "Validação não possível nesta etapa"
    case awaitingBalance: "Aguardando saldo"
    case processing: "Processando"
    default: "Em análise"
    }
  }

  /// `step` of a callback: 1 intermediate, 2 valid, 3 invalid. Which step goes with 7 is not
  /// documented; 3 says that it is final and not valid.
  static func step(of status: Int) -> Int {
    switch status {
    case valid: 2
    case invalid, notVerifiable: 3
    default: 1
    }
  }
}
