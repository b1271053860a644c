import CallbackServer
import Foundation

/// Why callbacks cannot be received, for people.
enum ListenSentence {
  static func text(_ error: CallbackServerError, _ language: Language) -> String {
    switch error.code {
    case EADDRINUSE:
      language.pick(
        "--listen: \(error.address) is taken by another program. Name another port, or 0.",
        "--listen: \(error.address) está em uso por outro programa. Use outra porta, ou 0.")
    case EACCES, EPERM:
      language.pick(
        "--listen: you may not listen on \(error.address). Name a port above 1023.",
        "--listen: sem permissão para usar \(error.address). Use uma porta acima de 1023.")
    default:
      language.pick(
        "--listen: \(error.address) is no address of this machine. Name one, such as "
          + "127.0.0.1:8090.",
        "--listen: \(error.address) não é um endereço desta máquina. Use um, como "
          + "127.0.0.1:8090.")
    }
  }
}
