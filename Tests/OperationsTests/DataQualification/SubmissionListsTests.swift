import BulkEngine
import Testing

@testable import Operations

/// What the API's lists and its wording mean in the engine's words.
struct SubmissionListsTests {
  @Test("Each list has its word")
  func eachListHasItsWord() {
    let lists = SubmissionLists(
      errors: [.init(customCode: "c1", message: "Name invalid")],
      accepted: [.init(customCode: "c2", message: "fine")],
      acceptedUnderOtherService: [.init(customCode: "c3", message: "By system")])
    #expect(
      lists.answers == [
        .init(customCode: "c1", .refused, message: "Name invalid"),
        .init(customCode: "c2", .accepted),
        .init(customCode: "c3", .accepted, code: "api.service_changed", message: "By system"),
      ])
  }

  @Test(
    "A repetition is known by its words",
    arguments: [
      "custom_code already exists", "Código já cadastrado", "registro ja existe",
      "must be unique", "has been taken", "duplicated code", "Código duplicado", "já em uso",
      "código em uso", "conflict",
    ])
  func aRepetitionIsKnownByItsWords(_ message: String) {
    let lists = SubmissionLists(errors: [.init(customCode: "c1", message: message)])
    #expect(lists.answers == [.init(customCode: "c1", .repeated, message: message)])
    #expect(RepetitionWords.areIn(message))
  }

  @Test(
    "What does not exist is no repetition",
    arguments: ["Branch does not exist", "Agência inexistente", "O banco não existe", nil])
  func whatDoesNotExistIsNoRepetition(_ message: String?) {
    let lists = SubmissionLists(errors: [.init(customCode: "c1", message: message)])
    #expect(lists.answers == [.init(customCode: "c1", .refused, message: message)])
  }
}
