//! When it is summer: on which half of the world a shop stands, and in which time zones its shoppers have the other half's seasons.

use serde::Deserialize;

/// Half of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hemisphere {
    /// Summer in July.
    North,
    /// Summer in January.
    South,
}

/// Currencies of countries south of 10° S.
const SOUTHERN_CURRENCIES: [&str; 16] =
    ["ARS", "AUD", "BOB", "BRL", "BWP", "CLP", "FJD", "LSL", "MGA", "MUR", "NAD", "NZD", "PYG", "SZL", "UYU", "ZAR"];

/// Time zones south of 10° S by the coordinates in `zone.tab` of the tz database, and their older names that browsers still tell; as parts of a
/// regular expression.
const SOUTHERN: [&str; 7] = [
    "Australia/",
    "Antarctica/",
    "Africa/(Blantyre|Gaborone|Harare|Johannesburg|Lubumbashi|Lusaka|Maputo|Maseru|Mbabane|Windhoek)",
    "America/(Argentina/|Asuncion|Bahia$|Buenos_Aires|Campo_Grande|Catamarca|Cordoba|Coyhaique|Cuiaba|Jujuy|La_Paz|Lima|Mendoza|Montevideo\
     |Punta_Arenas|Santiago|Sao_Paulo)",
    "Atlantic/(South_Georgia|St_Helena|Stanley)",
    "Indian/(Antananarivo|Christmas|Cocos|Comoro|Kerguelen|Mauritius|Mayotte|Reunion)",
    "Pacific/(Apia|Auckland|Chatham|Easter|Efate|Fiji|Gambier|Niue|Norfolk|Noumea|Pago_Pago|Pitcairn|Rarotonga|Tahiti|Tongatapu|Wallis)",
];

/// Time zones between 10° S and 10° N, which have neither half's seasons.
const BETWEEN: [&str; 5] = [
    "Africa/(Abidjan|Accra|Addis_Ababa|Bangui|Brazzaville|Bujumbura|Conakry|Dar_es_Salaam|Douala|Freetown|Juba|Kampala|Kigali|Kinshasa|Lagos\
     |Libreville|Lome|Luanda|Malabo|Mogadishu|Monrovia|Nairobi|Porto-Novo|Sao_Tome)",
    "America/(Araguaina|Belem|Boa_Vista|Bogota|Cayenne|Costa_Rica|Eirunepe|Fortaleza|Guayaquil|Guyana|Maceio|Manaus|Noronha|Panama|Paramaribo\
     |Porto_Velho|Recife|Rio_Branco|Santarem)",
    "Asia/(Brunei|Colombo|Dili|Jakarta|Jayapura|Kuala_Lumpur|Kuching|Makassar|Pontianak|Singapore)",
    "Indian/(Chagos|Mahe|Maldives)",
    "Pacific/(Bougainville|Chuuk|Fakaofo|Funafuti|Galapagos|Guadalcanal|Kanton|Kiritimati|Kosrae|Kwajalein|Majuro|Marquesas|Nauru|Palau|Pohnpei\
     |Ponape|Port_Moresby|Tarawa|Truk)",
];

impl Hemisphere {
    /// Where a currency is at home; the north for one that is used everywhere or not known.
    pub fn of_currency(code: &str) -> Hemisphere {
        if SOUTHERN_CURRENCIES.contains(&code) { Hemisphere::South } else { Hemisphere::North }
    }

    /// A regular expression, as JavaScript has them, that finds the time zones where it is winter in this half's summer.
    pub fn other_seasons(self) -> String {
        match self {
            Hemisphere::North => format!("^({})", SOUTHERN.join("|")),
            // Whatever has a place, and lies neither here nor between.
            Hemisphere::South => format!("^(?!Etc/|{}|{})\\w+/", SOUTHERN.join("|"), BETWEEN.join("|")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Hemisphere;

    #[test]
    fn a_currency_tells_where_a_shop_stands() {
        for (code, expected) in
            [("GBP", Hemisphere::North), ("AUD", Hemisphere::South), ("USD", Hemisphere::North), ("", Hemisphere::North)]
        {
            assert_eq!(Hemisphere::of_currency(code), expected, "{code}");
        }
    }
}
