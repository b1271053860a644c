import Testing

@testable import BulkEngine

/// Every row of the table "what follows from a way of sending".
struct SendingRulesTests {
  @Test(arguments: [
    (WayOfSending.replayable, SendingRules.Doubt.sendAgain), (.onceByNature, .lookUp),
    (.replacing, .sendAgain), (.findable, .lookUp), (.blind, .leave),
  ])
  func aRecordInDoubtIsTreatedAsTheAPIPromises(
    _ way: WayOfSending, _ doubt: SendingRules.Doubt
  ) {
    for money in [MoneyDirection.none, .incoming, .outgoing] {
      #expect(SendingRules(way, money: money).doubt == doubt)
    }
  }

  @Test func onlyWhatCouldCountTwiceTakesThreeLooks() {
    for way in WayOfSending.allCases {
      #expect(SendingRules(way, money: .outgoing).looks == (way == .findable ? 3 : 1))
    }
  }

  @Test func consentAndWitnessesAreForMoneyThatCouldLeaveTwice() {
    for way in WayOfSending.allCases {
      let rules = SendingRules(way, money: .outgoing)
      #expect(rules.needsConsent == [.findable, .blind].contains(way))
      #expect(rules.needsWitness == (way == .findable))
      for money in [MoneyDirection.none, .incoming] {
        #expect(!SendingRules(way, money: money).needsConsent)
        #expect(!SendingRules(way, money: money).needsWitness)
      }
    }
  }

  @Test func targetsAreKeptApartWhereTheOperationSaysSo() {
    for way in WayOfSending.allCases {
      #expect(!SendingRules(way, money: .none).keepsTargetsApart)
      #expect(SendingRules(way, money: .none, isOneAtATime: true).keepsTargetsApart)
    }
  }

  @Test func aRepetitionIsTakenWhereItDoesNothingNew() {
    for way in WayOfSending.allCases {
      #expect(
        SendingRules(way, money: .none).takesRepetitions
          == [.replayable, .replacing].contains(way))
    }
  }

  @Test(arguments: [
    (WayOfSending.replayable, MoneyDirection.outgoing, true, true),
    (.replacing, .outgoing, true, true), (.onceByNature, .outgoing, true, false),
    (.findable, .none, true, false), (.findable, .outgoing, false, false),
    (.findable, .incoming, true, false), (.blind, .outgoing, true, false),
  ])
  func aRefusalIsFinalWhereALookUpCouldNotSayMore(
    _ way: WayOfSending, _ money: MoneyDirection, _ atFirst: Bool, _ later: Bool
  ) {
    let rules = SendingRules(way, money: money)
    #expect(rules.isFinal(refusalAtFirst: true) == atFirst)
    #expect(rules.isFinal(refusalAtFirst: false) == later)
  }
}
