"""Other spellings of personal names; and names that are nobody in the table."""

import datetime as dt

import pytest

from sayso.actors import ActorTable
from sayso.dates import DateInterval

TABLE, _ = ActorTable.load()
IN_2014 = DateInterval(dt.date(2014, 1, 1), dt.date(2014, 12, 31))

SPELLINGS = [
    ("Nishi Bisval", "nisha-biswal"),
    ("Nisha Desai Biswal", "nisha-biswal"),
    ("Nursultan Nazarbaev", "nursultan-nazarbayev"),
    ("Noursoultan Nazarbayev", "nursultan-nazarbayev"),
    ("Nursultan Nazarbajev", "nursultan-nazarbayev"),
    ("Nazarbaev", "nursultan-nazarbayev"),
    ("Shavkat Mirziyaev", "shavkat-mirziyoyev"),
    ("Mirziyaev", "shavkat-mirziyoyev"),
    ("Shafkat Mirziyoev", "shavkat-mirziyoyev"),
    ("Alyaksandr Lukashenka", "alexander-lukashenko"),
    ("Oleksandr Lukashenko", "alexander-lukashenko"),
    ("Lukashenka", "alexander-lukashenko"),
    ("Vladimir Poutin", "vladimir-putin"),
    ("Gurbanguly Berdymukhammedov", "gurbanguly-berdimuhamedow"),
    ("Kurbanguly Berdymukhamedov", "gurbanguly-berdimuhamedow"),
    ("Almazbek Atambaev", "almazbek-atambayev"),
    ("Sooronbai Zheenbekov", "sooronbay-jeenbekov"),
    ("Sadyr Zhaparov", "sadyr-japarov"),
    ("Emomali Rakhmon", "emomali-rahmon"),
    ("Nurmukhammet Khanamov", "nurmukhammet-khanamov"),
    ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
    ("Mikhail Saakashvili", "mikheil-saakashvili"),
    ("Ilkham Aliev", "ilham-aliyev"),
    ("Nikol Pashinian", "nikol-pashinyan"),
    ("Volodymyr Zelenskyy", "volodymyr-zelensky"),
    ("Moammar Gadhafi", "muammar-gaddafi"),
    ("Sergei Lavrov", "sergey-lavrov"),
]

# Invented; several share a first name, a surname or most letters with somebody in the table.
NOBODY = [
    "Bakhrom Khamroev", "Andrey Serenko", "Vitaliy Volkov", "Ahmed Islamov", "Rashid Karimov", "Ilhom Karimov",
    "Islam Kerimov", "Jamila Karimova", "Vladimir Pulin", "Viktor Putinsky", "Sergey Lavrin", "Nikita Biswas",
    "Natasha Bissell", "Nadia Buswell", "Alexander Lukin", "Aleksandr Lukashin", "Dmitry Medvedkin", "Ivan Medvedev",
    "Askar Abayev", "Kurmanbek Bakirov", "Rosa Ottenberg", "Talgat Tokayev", "Karim Masimba", "Serik Akhmediyarov",
    "Boris Elton", "John Kerrigan", "Joan Kerry", "Donna Trump", "Barbara Obama", "Barry Obuya",
    "Emmanuel Macaron", "Theodore Mayhew", "David Camden", "Gordon Bowen", "Marco Rubini", "Tony Blakely",
    "Michael Pomfret", "Nicola Sarkis", "Francis Holland", "Paula Romano", "Peter Sanchez",
    "Victor Urban", "Robert Fisher", "Laura Kovesi", "Hakim Fida", "Ahmet Davut", "Ismail Haniye Street",
    "Ali Rahmanov", "Omar Rahimi", "Hassan Rohan", "Ebrahim Rais", "Javed Zafar", "Imran Kahn", "Narendra Mody Patel",
    "Ashraf Gani Bek", "Hamid Karim", "Abdul Kamil", "Aziz Kamilov", "Utkir Sultan", "Elena Ganieva", "Sodiq Saidov",
    "Petr Poroshin", "Leonid Kravitz", "Yulia Timoshina", "Nino Burdzhanadze", "Irakli Garibov", "Levon Petrosyan",
    "Armen Sarkis", "Serge Sardarian", "Heidi Aliyeva", "Ibrahim Keita Junior", "Issa Traore", "Moussa Goita",
    "Ousmane Toure", "Amadou Bagayoko", "Idrissa Deby Mbaye", "Macky Salim", "Paul Kagaba", "Joseph Kabil",
    "Felix Tshiala", "William Rutherford", "Hugo Chavarria", "Nicolas Madero", "Juan Guardado", "Ivan Duke",
    "Pedro Castella", "Dina Bolton", "Evan Morales", "Gabriel Borisov", "Luis Lacoste", "Daniel Ortiz", "Fidel Ramos",
    "Kim Clijsters", "Lee Harvey", "Park Chung", "Moon Unit", "Xi Zhang", "Li Wei", "Wang Fang", "Hu Shih",
    "Prayut Somchai", "Hun Many", "Win Tin", "Aung Zaw", "Joko Anwar", "Maria Zhukova", "Jana Novakova", "Erik Larsson",
]  # fmt: skip


@pytest.mark.parametrize(("spelling", "person"), SPELLINGS)
def test_a_name_in_another_spelling_is_the_person(spelling: str, person: str) -> None:
    mention = TABLE.resolve(spelling, on=IN_2014)
    assert mention is not None
    assert mention.actor == person


@pytest.mark.parametrize(("spelling", "person"), [pair for pair in SPELLINGS if " " in pair[0]][:6])
def test_a_name_in_another_spelling_is_found_in_a_text(spelling: str, person: str) -> None:
    """The visit of Nishi Bisval happened just before"""
    (mention,) = TABLE.find(f"The visit of {spelling} happened just before")
    assert (mention.words, mention.actor) == (spelling, person)


@pytest.mark.parametrize("name", NOBODY)
def test_a_name_that_only_looks_like_one_is_nobody(name: str) -> None:
    people = [m for m in TABLE.find(f"Then {name} said so.") if TABLE.actor(m.actor).kind == "person"]
    assert people == []
    resolved = TABLE.resolve(name)
    assert resolved is None or TABLE.actor(resolved.actor).kind != "person"


@pytest.mark.parametrize("words", ["us", "turkey", "the Atlantic partners", "", " ", "the", "…", "leader"])
def test_resolve_says_none_rather_than_guess(words: str) -> None:
    assert TABLE.resolve(words) is None


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("uzbekistan", "UZB"),
        ("Kazahstan", "KAZ"),
        ("the Russian Federation", "RUS"),
        ("the Republic of Uzbekistan", "UZB"),
        ("Shanghai Cooperation Organzation", "SCO"),
        ("Kyrgyz Republic", "KGZ"),
        ("KAZAKHSTAN", "KAZ"),
        ("Uzbekistan’s", "UZB"),
    ],
)
def test_resolve_is_tolerant_of_case_and_spelling(words: str, actor: str) -> None:
    mention = TABLE.resolve(words)
    assert mention is not None
    assert (mention.actor, mention.state) == (actor, actor)
