/** Invented people whose names are hard to keep whole: civil last name, civil first name, usage last name, usage first name. */
export const hardNames = [
  ["D'Aubigny", "Éléonore"],
  ["D’Ormesson-Lévêque", "Anaïs"],
  ["de La Bruyère", "Gaëtan"],
  ["van der Meulen", "Joris"],
  ["du Plessis-Bellièvre", "Marie-Cécile"],
  ["Lecœur", "Zoé"],
  ["LŒUILLET", "ANNE-SOPHIE"],
  ["Æbischer", "Lætitia"],
  ["Œuvrard", "Maël"],
  ["Erdős", "Ágnes"],
  ["Țurcanu", "Ștefan"],
  ["Ionuș", "Andreea-Mădălina"],
  ["Žukauskaitė", "Rūta"],
  ["Wałęsiak", "Łukasz"],
  ["Großmann", "Jörg"],
  ["Đorđević", "Đurđa"],
  ["Nguyễn", "Thị Ánh"],
  ["Trần Lê", "Quốc Bảo"],
  ["Phạm", "Đức Huy"],
  ["Ó Ceallaigh", "Sinéad"],
  ["N'Guessan", "Kouamé"],
  ["M’Barek", "Inès"],
  ["Yıldız", "İpek"],
  ["Şahin", "Çağla"],
  ["Þórsdóttir", "Guðrún"],
  ["Sørensen", "Åse"],
  ["Ñíguez Peña", "Íñigo"],
  ["Vlašić", "Šime"],
  ["O", "Jin"],
  ["E", "Wenjie"],
  ["Â", "Y"],
  ["DUPONT-MOREAU", "JEAN-BAPTISTE"],
  ["BEN YOUSSEF", "AMINE"],
  ["Andrianampoinimerina-Rakotomalala-Ravelojaona-Razafindrabary", "Tiana"],
  ["Al Haddad", "Nour", "الحدّاد", "نور"],
  ["Rahmani", "Yasmine", "رحماني", "ياسمين"],
  ["Ebrahimi", "Keyvan", "ابراهیمی", "کیوان"],
  ["Faure", "Louise", null, "Louis"],
  ["Marchetti", "Antoine", null, "Ambre"],
  ["Le Goff", "Mathilde", null, "Mathis"],
  ["Haddad-Roux", "Bilal", null, "Lina"],
  ["Kaczmarek", "Julie", null, "Jules"],
  ["Saint-Exupère", "Camille", "Okonkwo", null],
  ["Traoré", "Fatoumata", "Traoré-Lefèvre", null],
];

/** First names of people in France today. */
export const firstNames =
  "Adèle Adam Aïcha Alban Alexis Alice Amadou Amel Ana Apolline Arthur Awa Axel Bastien Bérénice Bintou Bruno Capucine Chloé Clément Cyprien Dalila Diego Dina Élise Elif Émile Emma Enzo Esteban Eva Fanta Félix Flavie François Gabin Gaspard Hélène Hugo Ibrahim Ilyes Imane Inaya Ivan Jade Jeanne Joaquim Jonas Kenza Kévin Khadija Lamia Léa Léo Léonie Lilou Lorenzo Lou Lucas Maëlys Malik Manon Margaux Mariam Marius Maya Mehdi Mei Milan Mohamed Moussa Naël Naïma Nathan Nina Noé Océane Olivia Oscar Ousmane Paul Pauline Rayan Romane Sacha Salomé Samir Sarah Sofia Soline Tao Théo Tom Valentin Victoire Wassim Yanis Yuna Zacharie Zineb".split(
    " ",
  );

/** Last names of people in France today; an underscore stands for a space. */
export const lastNames =
  "Abadie Aït-Ali Almeida Alves_Pinto Aubert Bâ Bailly Barbier Benali Bensaïd Berthelot Besnard Blanchard Bonnet Bouchet Boudiaf Bourgeois Camara Carpentier Carré Chauvin Chen Cissé Coulibaly Da_Silva De_Sousa Delaunay Deschamps Diallo Diarra Diop Dubois Duchêne Dumoulin El_Amrani El_Idrissi Fernandes Ferrand Fontaine Garcia Gauthier Girard Gomes Gonçalves Guérin Guillot Hadj-Saïd Haïdara Hamdi Hernández Huang Jacquet Joly Kaya Keïta Koné Lacombe Lambert Le_Bihan Le_Gall Lefèbvre Legrand Lemaître Li Lopes Mahé Marchand Martínez Masson Mbaye Menard Mercier Meunier Michaud Morvan Moulin N'Diaye Ndong Noël Ouattara Pelletier Péron Petitjean Picard Popescu Prévost Quéré Ramos Renaud Rivière Rossi Rousseau Saïdi Sall Sanchez Schmitt Sow Sylla Tessier Thévenot Tran Vasseur Vidal Wang Weber Zidi Zhang".split(
    " ",
  );

/** Programmes of an invented university, with their levels and the years a student there is usually born in. */
export const programmes = [
  ["Licence Droit", ["L1", "L2", "L3"]],
  ["Licence Lettres modernes", ["L1", "L2", "L3"]],
  ["Licence Sciences de la vie", ["L1", "L2", "L3"]],
  ["Licence Informatique", ["L1", "L2", "L3"]],
  ["Licence Psychologie", ["L1", "L2", "L3"]],
  ["Licence LLCER Anglais", ["L1", "L2", "L3"]],
  ["BUT Génie civil – construction durable", ["BUT 1", "BUT 2", "BUT 3"]],
  ["BUT Techniques de commercialisation", ["BUT 1", "BUT 2", "BUT 3"]],
  ["BUT Métiers du multimédia et de l’internet", ["BUT 1", "BUT 2", "BUT 3"]],
  ["Licence professionnelle Métiers du livre", ["LP"]],
  ["Master Histoire de l'art", ["M1", "M2"]],
  ["Master Mathématiques et applications", ["M1", "M2"]],
  ["Master Œnologie et société", ["M1", "M2"]],
  ["Master MEEF 1er degré", ["M1", "M2"]],
  ["Doctorat Chimie", ["D"]],
  ["Doctorat Sciences du langage", ["D"]],
];
