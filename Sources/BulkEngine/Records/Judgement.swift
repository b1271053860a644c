/// What became of a record in the local check.
@usableFromInline package enum Judgement: Sendable, Equatable {
  case ready
  case rejected
  case duplicate
}
