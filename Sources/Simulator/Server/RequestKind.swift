/// What a request that was let in asks for. Names are those of the report.
enum RequestKind: String, CaseIterable {
  case create
  case list
  /// The list with a `custom_code`.
  case lookUp = "look_up"
  case byID = "by_id"
  case byCustomCode = "by_custom_code"
  case services
  case statuses
}
