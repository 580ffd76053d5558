"""What can be wrong with a report, in the words that its reporter reads; `%(name)s` is a value."""

TOO_LONG = "Das sind %(length)s Zeichen. Möglich sind höchstens %(most)s."
WORKED_MISSING = "Bitte sagen Sie, ob es geklappt hat."
UNKNOWN_PLACE = "Bitte wählen Sie einen Ort aus der Liste."
CONSENT_MISSING = "Ohne Ihre Einwilligung dürfen wir nichts speichern."

UNKNOWN_FIELD = "Das Feld „%(field)s“ gibt es hier nicht."
FIELD_TWICE = "Das Feld „%(field)s“ steht zweimal da."
YES_OR_NO = "Bitte wählen Sie Ja oder Nein."
ONE_CHOICE = "Bitte wählen Sie eine der Möglichkeiten."
NO_NUMBER = "Bitte geben Sie eine Zahl ein, zum Beispiel 12,5."
UNCLEAR_NUMBER = "Bitte schreiben Sie %(whole)s oder %(decimal)s: Der Punkt ist nicht eindeutig."
NOT_BETWEEN = "Möglich sind Werte von %(low)s bis %(high)s."
TOO_LOW = "Möglich sind Werte ab %(low)s."
TOO_HIGH = "Möglich ist höchstens %(high)s."

PHOTO_ALT_MISSING = "Bitte beschreiben Sie, was auf dem Foto zu sehen ist."
NO_PHOTO = "Das ist kein Foto, das wir lesen können. Möglich sind JPEG, PNG und WebP."
PHOTO_TOO_LARGE = "Das Foto ist größer als %(megabytes)s MB."
TOO_MANY_PIXELS = "Das Foto hat mehr als %(megapixels)s Megapixel."
UNKNOWN_PHOTO = "Dieses Foto gibt es nicht."
PHOTO_AGAIN = "Bitte wählen Sie das Foto noch einmal aus."
MANY_PHOTOS = "Es kommen gerade viele Fotos an. Bitte versuchen Sie es gleich noch."
PHOTO_NOT_READ = "Das Foto kann gerade nicht gelesen werden. Bitte später noch einmal."

FORM_CHANGED = "Das Formular wurde inzwischen geändert."
FORM_AGAIN = "Bitte senden Sie das Formular noch einmal."
SENT_BEFORE = (
    "Mit diesem Formular wurde schon eine Rückmeldung gesendet. Für eine weitere "
    "öffnen Sie bitte das Formular neu."
)
MANY_WAITING = "Es warten so viele Rückmeldungen, dass gerade keine mehr geht."
ITEM_GONE = "Diesen Inhalt gibt es nicht (mehr)."

FAULTS = (
    *(TOO_LONG, WORKED_MISSING, UNKNOWN_PLACE, CONSENT_MISSING),
    *(UNKNOWN_FIELD, FIELD_TWICE, YES_OR_NO, ONE_CHOICE, NO_NUMBER, UNCLEAR_NUMBER),
    *(NOT_BETWEEN, TOO_LOW, TOO_HIGH),
    *(PHOTO_ALT_MISSING, NO_PHOTO, PHOTO_TOO_LARGE, TOO_MANY_PIXELS, UNKNOWN_PHOTO),
    *(PHOTO_AGAIN, MANY_PHOTOS, PHOTO_NOT_READ),
    *(FORM_CHANGED, FORM_AGAIN, SENT_BEFORE, MANY_WAITING, ITEM_GONE),
)
