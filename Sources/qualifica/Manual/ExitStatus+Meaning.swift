import BulkEngine

extension ExitStatus {
  /// What a code tells a person and a script, for the manual.
  var meaning: Bilingual {
    switch self {
    case .allValid:
      Bilingual(
        "Every record is valid (check: ready). Pay.",
        "Todos os registros são válidos (check: prontos). Pague.")
    case .someNeedAPerson:
      Bilingual(
        "Finished; some records need a person. Pay payable.csv, correct fix.csv.",
        "Terminou; alguns registros precisam de uma pessoa. Pague payable.csv, corrija fix.csv.")
    case .somePending:
      Bilingual(
        "Everything is sent; some records are pending or in doubt. Resume later.",
        "Tudo foi enviado; há registros pendentes ou em dúvida. Retome depois.")
    case .stopped:
      Bilingual(
        "Stopped by --max-errors, or because the API kept failing. Look, then resume.",
        "Parou por --max-errors ou porque a API continuou falhando. Verifique e depois retome.")
    case .usage:
      Bilingual(
        "Usage, or consent is missing. Read the message.",
        "Uso incorreto, ou falta o consentimento. Leia a mensagem.")
    case .unusableInput:
      Bilingual(
        "The input cannot be used: encoding, columns, still being copied, changed since the plan, damaged "
          + "journal, card data. Read the message.",
        "A entrada não serve: codificação, colunas, cópia em andamento, alterada depois do plano, "
          + "diário danificado, dados de cartão. Leia a mensagem.")
    case .noInput:
      Bilingual(
        "There is no such input. Check the name.", "A entrada não existe. Confira o nome.")
    case .unreachable:
      Bilingual(
        "The API cannot be reached. Check network and address, then resume.",
        "Não foi possível alcançar a API. Confira a rede e o endereço e depois retome.")
    case .internalError:
      Bilingual("Internal error. Report it.", "Erro interno. Comunique-o.")
    case .cannotCreate:
      Bilingual(
        "An output cannot be created. Choose another place, or remove what is in the way.",
        "Não foi possível criar uma saída. Escolha outro lugar ou remova o que está no caminho.")
    case .inputOutput:
      Bilingual(
        "Read or write error, or the disk is full. Make room, then resume.",
        "Erro de leitura ou gravação, ou disco cheio. Libere espaço e depois retome.")
    case .comeBackLater:
      Bilingual(
        "Come back later: the API asks for a long pause, or another process holds the run.",
        "Volte mais tarde: a API pede uma pausa longa, ou outro processo está com a execução.")
    case .denied:
      Bilingual(
        "Key, allowed IP or permission refused. Set it right in the dashboard, then resume.",
        "Chave, IP permitido ou permissão recusados. Acerte no painel e depois retome.")
    case .configuration:
      Bilingual(
        "Configuration: no key, wrong address, a setting that does not exist or does not fit, a plan made "
          + "by other rules. Set it right, then resume.",
        "Configuração: sem chave, endereço errado, uma configuração que não existe ou não serve, um plano "
          + "feito com outras regras. Acerte e depois retome.")
    case .interrupted, .terminated:
      Bilingual(
        "Interrupted by a signal; everything is saved. Resume.",
        "Interrompido por um sinal; tudo está salvo. Retome.")
    }
  }
}
