import BulkEngine

/// Why a request came to nothing, in the language of the reader. The engine and the transport keep their
/// reasons in English, for the journal.
enum ForeignReason {
  static func text(_ reason: String, _ language: Language) -> String {
    guard language == .portuguese else { return unended(reason) }
    if let known = sentences[reason] { return known }
    for (front, back, portuguese) in patterns where reason.hasPrefix(front) {
      guard reason.hasSuffix(back) else { continue }
      let middle = reason.dropFirst(front.count).dropLast(back.count)
      return portuguese.replacing("%", with: String(middle))
    }
    return unended(reason)
  }

  /// A reason stands in brackets or behind a colon.
  private static func unended(_ reason: String) -> String {
    reason.hasSuffix(".") ? String(reason.dropLast()) : reason
  }

  private static let sentences = [
    "The request was not answered in time.": "a API não respondeu a tempo",
    "The request was cancelled.": "a requisição foi cancelada",
    "The request was over before it could be written.":
      "a requisição terminou antes de poder ser enviada",
    "The reply has a status that HTTP does not know.":
      "a resposta tem um status que não existe em HTTP",
    "The reply is longer than accepted.": "a resposta é maior do que o aceito",
    "The connection was closed.": "a conexão foi fechada",
    "No connection was made in time.": "a conexão não foi estabelecida a tempo",
    "The TLS handshake was not finished in time.": "a negociação TLS não terminou a tempo",
    "The proxy did not answer in time.": "o proxy não respondeu a tempo",
    "The proxy refused the connection.": "o proxy recusou a conexão",
    "The proxy asks for a user name and password.": "o proxy pede usuário e senha",
    "The server closed the connection without a complete reply.":
      "o servidor fechou a conexão sem uma resposta completa",
    "The client has been shut down.": "o cliente foi encerrado",
    "The host name was not found.": "o nome do servidor não foi encontrado",
    "The connection was reset.": "a conexão foi interrompida",
    "Nothing answers at the host and port of the API or of the proxy.":
      "nada responde no endereço e na porta da API ou do proxy",
    "The reply came before its request was written.":
      "a resposta chegou antes de a requisição ser enviada",
    "the proxy asks for a user and password (407)": "o proxy pede usuário e senha (407)",
    "the API gave up waiting (408)": "a API desistiu de esperar (408)",
    "the API asks to slow down without end": "a API não para de pedir para ir mais devagar",
  ]

  /// What stands before and behind the part that changes, and the sentence with `%` in its place.
  private static let patterns = [
    ("The connection failed (", ").", "a conexão falhou (%)"),
    ("The request failed (", ").", "a requisição falhou (%)"),
    ("unreadable reply with status ", "", "resposta ilegível, com status %"),
    ("the API answered with status ", "", "a API respondeu com status %"),
    ("the API failed with status ", "", "a API falhou com status %"),
    ("records stay unsent after ", " rounds", "há registros sem envio depois de % rodadas"),
  ]
}

/// What the simulator says of its files, in the language of the reader; it speaks English only.
enum SimulatorWords {
  static func text(_ description: String, _ language: Language) -> String {
    guard language == .portuguese else { return description }
    return phrases.reduce(description) { $0.replacing($1.0, with: $1.1) }
  }

  private static let phrases = [
    ("fault plan, rule ", "plano de falhas, regra "), ("fault plan: ", "plano de falhas: "),
    ("store file ", "arquivo de registros "), (", line ", ", linha "), (", at byte ", ", no byte "),
    ("unknown member ", "membro desconhecido: "),
    (" must be a whole number of at most 2^53", " deve ser um número inteiro de até 2^53"),
    (" must be a number", " deve ser um número"),
    (" holds numbers from 1", " contém números a partir de 1"),
    (" must be post or get", " deve ser post ou get"),
    (
      " must be what a header can hold, or date+SECONDS",
      " deve ser um valor de cabeçalho HTTP, ou date+SEGUNDOS"
    ),
    (" must be one of ", " deve ser um destes: "), (" must be 0…1", " deve ficar entre 0 e 1"),
    (" must be ", " deve ser "), (" has no meaning for ", " não faz sentido para "),
    ("line that is not a stored record", "linha que não é um registro guardado"),
    ("text after the end of the value", "texto depois do fim do valor"),
    ("unexpected end", "fim inesperado"), ("expected ", "era esperado "),
    ("nested too deeply", "aninhado demais"),
    ("control character in a string", "caractere de controle num texto"),
    ("string without an end", "texto sem fim"), ("number of no known form", "número malformado"),
    ("value of no known kind", "valor de tipo desconhecido"),
    ("string that is not UTF-8", "texto que não é UTF-8"),
    ("unknown escape", "escape desconhecido"), ("broken \\u escape", "escape \\u incompleto"),
    (" cannot be opened", " não pode ser aberto"),
    (" cannot be made private", " não pode ficar privado"),
    (" cannot be cut to its last whole line", " não pode ser cortado na última linha inteira"),
    (" cannot be written", " não pode ser gravado"), (" cannot be read", " não pode ser lido"),
  ]
}
