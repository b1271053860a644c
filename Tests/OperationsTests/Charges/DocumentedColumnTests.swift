import BulkEngine
import Testing

@testable import Operations

/// What the columns of each operation's sheets may be called.
struct DocumentedColumnTests {
  private struct Documented {
    let operation: String
    let layout: SheetLayout
    /// By field.
    let headers: [String: [String]]
  }

  private static let numbers = [
    "Nosso código", "Número do pedido", "pedido", "fatura", "referência",
  ]
  private static let amounts = ["valor", "Valor cobrança", "total", "Valor (R$)"]
  private static let texts = [
    "instruções", "descrição", "mensagem", "histórico", "referente a",
  ]
  private static let buyers = [
    "buyer_name": [
      "pagador", "sacado", "cliente", "nome", "nome do cliente", "aluno", "condômino",
    ],
    "buyer_document": ["cpf", "cnpj", "CPF/CNPJ", "documento"],
    "buyer_email": ["e-mail", "email"],
  ]
  private static let address = [
    "street": ["logradouro", "rua", "endereço"], "street_number": ["número", "nº"],
    "complement": ["complemento"], "district": ["bairro"], "city": ["cidade", "município"],
    "state": ["UF", "estado"], "zip_code": ["CEP"],
  ]
  private static let bank = [
    "recipient_id": ["recebedor", "id recebedor"], "email": ["e-mail"], "pix_key": ["chave pix"],
    "bank_code": ["banco"], "bank_branch": ["agência"], "account": ["conta"],
  ]

  private static let table: [Documented] = [
    Documented(
      operation: "charge", layout: ChargeField.layout,
      headers: buyers.merging(address) { $1 }.merging([
        "custom_number": numbers + ["invoice", "id cobrança"], "amount": amounts,
        "due_date": ["vencimento", "data de vencimento", "venc", "validade"],
        "due_time": ["hora", "hora do vencimento"], "instructions": texts,
        "charge_type": ["tipo", "forma", "meio de pagamento"],
        "fine_percent": ["multa", "multa %"], "interest_percent": ["juros", "juros %", "mora"],
        "discount_amount": ["desconto"], "discount_daily_amount": ["desconto por dia"],
        "discount_date": ["desconto até"], "split_wallet_1": ["carteira"],
        "split_percent_1": ["percentual"], "split_amount_1": ["valor do repasse"],
      ]) { $1 }),
    Documented(
      operation: "charge-cancel", layout: ChargeCancellationField.layout,
      headers: ["charge_id": ["id", "id cobrança", "we id", "payin"]]),
    Documented(
      operation: "refund", layout: RefundField.layout,
      headers: [
        "charge_id": ["id", "id cobrança", "we id", "payin"], "amount": amounts,
        "reason": ["motivo", "justificativa"],
      ]),
    Documented(
      operation: "subscription-create", layout: SubscriptionField.layout,
      headers: buyers.merging([
        "invoice": numbers + ["custom_number", "id cobrança"], "amount": amounts,
        "instructions": texts,
        "first_date": ["primeira data", "primeiro vencimento", "início"],
        "days_before": ["dias antes", "antecedência"],
        "frequency": ["frequência", "periodicidade"],
        "quantity": ["parcelas", "quantidade", "vezes"],
      ]) { $1 }),
    Documented(
      operation: "subscription-cancel", layout: SubscriptionCancellationField.layout,
      headers: ["subscription_id": ["id", "assinatura", "recorrência"]]),
    Documented(
      operation: "weepay-transaction", layout: WeepayTransactionField.layout,
      headers: [
        "reference_id": ["referência", "código", "pedido"], "amount": amounts,
        "customer_id": ["cliente"], "document": ["cpf", "cnpj"],
        "card_id": ["token", "token do cartão", "cartão salvo"],
        "descriptor": ["nome na fatura"],
        "description": ["descrição", "histórico", "referente a"],
      ]),
    Documented(
      operation: "weepay-capture", layout: WeepayCaptureField.layout,
      headers: ["transaction_id": ["id", "transação", "id transação"]]),
    Documented(
      operation: "weepay-void", layout: WeepayVoidField.layout,
      headers: [
        "transaction_id": ["id", "transação", "id transação"], "amount": amounts,
        "reference_id": ["referência", "código", "pedido"],
      ]),
    Documented(
      operation: "weepay-customer", layout: WeepayCustomerField.layout,
      headers: address.merging([
        "document": ["cpf", "cnpj"], "name": ["nome"], "email": ["e-mail"],
        "phone": ["telefone", "celular"], "birthdate": ["nascimento"],
      ]) { $1 }),
    Documented(
      operation: "weepay-card-delete", layout: WeepayCardField.layout,
      headers: [
        "card_id": ["token", "token do cartão", "cartão salvo"], "customer_id": ["cliente"],
        "document": ["cpf", "cnpj"],
      ]),
    Documented(
      operation: "recipient-update", layout: RecipientField.updates, headers: bank),
  ]

  @Test("A sheet's columns are known by every name that the documents list")
  func everyDocumentedNameIsKnown() {
    for documented in Self.table {
      let layout = documented.layout
      for (field, headers) in documented.headers {
        for header in headers + [field] {
          let name: String? =
            switch layout.meaning(of: HeaderFolding.fold(header)) {
            case .field(let found), .secondChoice(let found): layout[found].name
            case .withDigit(let number, _): layout[number].name
            case .digitOfLeft, nil: nil
            }
          #expect(name == field, "\(documented.operation): \(header)")
        }
      }
    }
  }
}
