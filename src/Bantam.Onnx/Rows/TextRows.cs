using Bantam.Operators.Text;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Operators on texts.</summary>
internal static class TextRows
{
    private static readonly (string, CaseChange)[] Changes =
        [("NONE", CaseChange.None), ("LOWER", CaseChange.Lower), ("UPPER", CaseChange.Upper)];

    private static readonly (string, TermWeighting)[] Weightings =
    [
        ("TF", TermWeighting.TermFrequency), ("IDF", TermWeighting.InverseDocumentFrequency), ("TFIDF", TermWeighting.Product),
    ];

    public static IEnumerable<OperatorRow> All =>
    [
        Of<StringConcat>(since: 20),
        Of<StringSplit>((a, op) => new(a.Text("delimiter", "", op?.Delimiter), a.OptionalInt("maxsplit", op?.MaxSplit)), since: 20),
        Of<RegexFullMatch>((a, op) => new(a.Text("pattern", "", op?.Pattern)), since: 20),
        Of<StringNormalizer>(Normalizer, since: 10),
        Of<TfIdfVectorizer>(Vectorizer, since: 9),
    ];

    private static StringNormalizer Normalizer(Attributes a, StringNormalizer? op) => new(
        a.Choice("case_change_action", "NONE", Changes, op?.Change), a.Bool("is_case_sensitive", false, op?.IsCaseSensitive),
        a.Texts("stopwords", op?.StopWords), a.Text("locale", "", op?.Locale));

    private static TfIdfVectorizer Vectorizer(Attributes a, TfIdfVectorizer? op)
    {
        var pool = new NGramPool(
            Required("ngram_counts", op?.Pool.Starts), Required("ngram_indexes", op?.Pool.Columns),
            a.Texts("pool_strings", op?.Pool.Words), a.Longs("pool_int64s", op?.Pool.Numbers));
        return new(
            Length("min_gram_length", op?.MinLength), Length("max_gram_length", op?.MaxLength), Length("max_skip_count", op?.MaxSkip),
            a.Choice("mode", "", Weightings, op?.Weighting), pool, a.Floats("weights", op?.Weights));

        Ints Required(string name, Ints? present) => a.OptionalInts(name, present) ?? throw a.Fault($"attribute '{name}' is missing.");

        int Length(string name, int? present) => a.OptionalInt(name, present) ?? throw a.Fault($"attribute '{name}' is missing.");
    }
}
