"""Invented names of all regions, and sentences that concern no war."""

from typing import Final

from stance.renaming import Kind, Pool


def _names(lines: str) -> tuple[str, ...]:
    return tuple(lines.replace("\n        ", "").split("|"))


SUBSTITUTES: Final[Pool] = {
    Kind.person: _names(
        """Anselm Okoro|Marta Velasquez Prado|Ruslan Tembayev|Hadiya Qasemi|Lorenz Achterberg
        |Thandiwe Mokoena-Rey|Faruk Dereli|Ilse Brandvik|Jokubas Petraitis|Sunita Rajvanshi
        |Emeka Adeyinka|Carmela Istori|Tobias Lindqvarn|Nasrin Haydari|Pema Dorjee
        |Baraka Mwangura|Yusra al-Tamari|Conall Devanney|Aroha Tamatea|Dragan Vukelic
        |Mirela Stancu|Hoang Thanh Lam|Kenji Moritake|Sefu Abdallah|Olena Kravets
        |Idris Bellacourt|Graciela Montoro|Wanjiru Kimotho|Dawit Selassie|Ana Lucia Ferraz
        |Omar Benhaddou|Katrin Solheim|Rashid Durrani|Paolo Vercesi|Min-jun Harada
        |Zofia Wierzba|Abdoulaye Sarr|Leila Boutaleb|Gustavo Rendon|Nino Kalandadze
        |Samir Khoursheed|Ewa Tarnow|Chidi Nwankor|Isabel Quintero|Tariq Zaman
        |Bronwen Hale|Mateo Arguedas|Soraya Nejad|Viktor Ozolin|Malia Kahananui"""
    ),
    Kind.body: _names(
        """Morvan People's Front|Free Delta Movement|Ministry of Defence of Castria
        |Upper Lakes Liberation Army|National Accord Party|Halden government|Coastal Brigades
        |Northern Highlands Council|Union of Free Villages|Revolutionary Forces of Tamara
        |Joint Military Command|Popular Resistance Committee|Sultanate of Orimar
        |Foreign Ministry of Belvania|Red River Militia|Democratic Salvation Front
        |Council of Elders of Arrun|Kestrel Battalion|Federal Army of Ustria
        |Movement for Justice and Return|Eastern Workers' Federation|Republic of Sarrakesh
        |Patriotic Alliance of Welland|Mountain Tribes Coalition|Provisional Cabinet of Ludmar
        |Islamic Reform Movement|Lower Valley Guard|Security Bureau of Penrith Island
        |Civic Assembly of Tirana Bay|Third Force Party|Army of the Savannah
        |League of River States|Interior Ministry of Galdor|United Patriots Command
        |Popular Army of Ceraline|Committee of National Rescue|Border Guard of Zemblin
        |Government of Ostrova|Southern Cross Militia|Peasant Liberation Front"""
    ),
    Kind.outlet: _names(
        """Radio Tamarind|Kelbara Times|Ostrova News Agency|Pontia Herald|Radio Free Quessa
        |Galdor Tribune|Lusenga Daily Post|Azmar State Television|Kivania Observer
        |Marikand Press Agency|Voice of Borealis Radio|Drovnia Gazette"""
    ),
    Kind.single: tuple(
        """Castria Belvania Orimar Sarrakesh Ustria Galdor Zemblin Ludmar Ostrova Halden Morvania
        Tamarind Kelbara Nuristar Vashti Drovnia Pallas Ceraline Imbara Quessa FLD MPK UPRN ANC-R
        PFDT KLM-7 RUFA Sahelia Welland Arrunia Tashmir Borealis Kivania Azmar Lusenga Marikand
        Pontia Jazrah Oduva Rhovan""".split()
    ),
}
"""What actors are called in the check of names; none is the name of a real actor in a war."""

UNRELATED: Final = (
    "Light rain is forecast for the coast on Friday, clearing by the evening.",
    "The price of coffee rose by two percent in early trading.",
    "A new railway timetable comes into force at the end of the month.",
    "The national museum reopens its east wing next week after two years of repairs.",
    "Ticket sales for the cycling championship begin on Monday.",
    "Three films share the main prize of this year's festival.",
    "The harvest of olives is expected to be better than last year's.",
    "A lunar eclipse will be visible shortly after midnight.",
    "The city's football club lost its second match in a row on Saturday.",
    "Schools in the province return from their holidays on 4 September.",
)
