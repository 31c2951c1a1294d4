/// What people say to a service desk: pieces that stand in any order.
struct Phrases {
  let language: [UInt8]
  /// Follow each other in a turn.
  let talk: [[UInt8]]
  /// Stand before a value: e-mail, card, phone, address of a machine.
  let leads: [[UInt8]]

  init(_ language: String, leads: [String], talk: [String]) {
    self.language = Array(language.utf8)
    self.leads = leads.map { Array($0.utf8) }
    self.talk = talk.map { Array($0.utf8) }
  }

  /// English is half of what is said.
  static let all: [Phrases] = [english, english, english, spanish, german, french]

  private static let english = Phrases(
    "en",
    leads: [
      "you can write to me under ", "the card I paid with is ", "please call me back on ",
      "our router shows ",
    ],
    talk: [
      "hello there,", "good morning,", "I hope you can help me,", "thanks for waiting,",
      "the parcel never came", "the kettle leaks since Sunday", "nobody was at the door",
      "your driver left it next door", "the blue one does not fit", "my daughter wanted green",
      "the app closes by itself", "I tried it on two machines", "it worked until the update",
      "could you look into that?", "what happens now?", "is there a shop near the station?",
      "let me check that for you,", "one moment please,", "I can see it in the system now,",
      "we will send a new one", "it should arrive on Thursday", "the refund takes a few days",
      "that is very kind of you", "no, that was my sister", "yes, exactly",
      "I already told your colleague", "it is still under warranty", "the invoice says otherwise",
      "would a voucher do?", "I would rather have the money back", "that works for me,",
      "anything else I can do?", "no, that was all", "have a nice day!", "sorry to hear that,",
      "it makes a strange noise at night", "the screen stays dark", "I pressed the button twice",
      "the manual does not mention it", "can I change the date?",
    ])

  private static let spanish = Phrases(
    "es",
    leads: [
      "mi correo es ", "pagué con la tarjeta ", "mi teléfono es el ", "la dirección del router es ",
    ],
    talk: [
      "buenos días,", "muchas gracias por esperar,", "el paquete no ha llegado",
      "la tostadora no calienta", "lo pedí la semana pasada", "¿cuánto tarda el envío?",
      "un momento, por favor,", "ahora mismo lo miro,", "mañana no estaré en casa",
      "prefiero que me devuelvan el dinero", "el color no es el que pedí", "está en garantía",
      "¿puedo cambiar la fecha?", "de acuerdo,", "ya se lo expliqué a su compañera",
      "la pantalla se queda en negro", "eso es todo, gracias", "que tenga un buen día",
    ])

  private static let german = Phrases(
    "de",
    leads: [
      "Sie erreichen mich unter ", "bezahlt habe ich mit der Karte ", "meine Nummer ist ",
      "der Router meldet ",
    ],
    talk: [
      "guten Tag,", "danke fürs Warten,", "das Päckchen ist nicht angekommen",
      "der Wasserkocher tropft", "ich habe es vorige Woche bestellt", "wie lange dauert das?",
      "einen Augenblick bitte,", "ich sehe gerade nach,", "morgen bin ich nicht zu Hause",
      "ich hätte lieber mein Geld zurück", "die Farbe stimmt nicht", "die Garantie läuft noch",
      "können wir den Termin verschieben?", "in Ordnung,", "das habe ich schon erklärt",
      "der Bildschirm bleibt dunkel", "mehr brauche ich nicht", "schönen Tag noch",
    ])

  private static let french = Phrases(
    "fr",
    leads: [
      "mon adresse est ", "j'ai payé avec la carte ", "rappelez-moi au ", "la box affiche ",
    ],
    talk: [
      "bonjour,", "merci d'avoir patienté,", "le colis n'est jamais arrivé",
      "la bouilloire fuit", "je l'ai commandé la semaine dernière", "combien de temps faut-il ?",
      "un instant s'il vous plaît,", "je regarde tout de suite,", "demain je ne serai pas là",
      "je préfère être remboursé", "la couleur ne va pas", "c'est encore sous garantie",
      "peut-on changer la date ?", "d'accord,", "je l'ai déjà expliqué à votre collègue",
      "l'écran reste noir", "ce sera tout, merci", "bonne journée",
    ])
}
