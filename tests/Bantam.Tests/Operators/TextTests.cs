using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Operators.Text;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>Operators on texts: what they give, evaluated and in a graph that is planned but for them.</summary>
public sealed class TextTests
{
    private static readonly Items<string> StopWords = ["monday", "Friday"];
    private static readonly NGramPool Words = new([0, 2], [1, 0, 3], ["a", "b", "a", "b"], null);
    private static readonly NGramPool Numbers = new([0, 4], [0, 1, 2, 3, 4, 5, 6], null, [2, 3, 5, 4, 5, 6, 7, 8, 6, 7]);

    private static readonly Dictionary<string, (Operator Operator, Tensor[] Inputs, Tensor[] Expected)> All = new()
    {
        ["StringConcat"] = (new StringConcat(), [Texts("a", "ü"), Texts("b", "")], [Texts("ab", "ü")]),
        ["StringConcat that broadcasts"] = (new StringConcat(), [Texts("a", "b").Reshape(2, 1), Texts("c", "d", "e")],
            [Texts("ac", "ad", "ae", "bc", "bd", "be").Reshape(2, 3)]),
        ["StringConcat of scalars"] = (new StringConcat(), [Text("a"), Text("b")], [Text("ab")]),
        ["StringSplit at a delimiter"] = (new StringSplit("::"), [Texts("a::b::c", "::", "d", "")],
            [Texts("a", "b", "c", "", "", "", "d", "", "", "", "", "").Reshape(4, 3), Of([3L, 2, 1, 1])]),
        ["StringSplit at blanks"] = (new StringSplit(), [Texts(" a \t b\n", "", " ")],
            [Texts("a", "b", "", "", "", "").Reshape(3, 2), Of([2L, 0, 0])]),
        ["StringSplit once"] = (new StringSplit(",", 1), [Text("a,b,c")], [Texts("a", "b,c"), Tensor.Scalar(2L)]),
        ["StringSplit at blanks once"] = (new StringSplit("", 1), [Text(" a  b  c ")], [Texts("a", "b  c "), Tensor.Scalar(2L)]),
        ["StringSplit never"] = (new StringSplit(",", 0), [Text("a,b")], [Texts("a,b"), Tensor.Scalar(1L)]),
        ["StringSplit of nothing"] = (new StringSplit(","), [new Tensor(new TensorType(ElementType.String, Shape.Of(0)))],
            [new Tensor(new TensorType(ElementType.String, Shape.Of(0, 0))), Tensor.From<long>([])]),
        ["StringNormalizer"] = (new StringNormalizer(CaseChange.Upper, false, StopWords), [Texts("Monday", "tuesday", "FRIDAY")],
            [Texts("TUESDAY")]),
        ["StringNormalizer by case"] = (new StringNormalizer(CaseChange.Lower, true, StopWords),
            [Texts("Monday", "tuesday", "Friday").Reshape(1, 3)], [Texts("monday", "tuesday").Reshape(1, 2)]),
        ["StringNormalizer that leaves nothing"] = (new StringNormalizer(CaseChange.None, true, StopWords), [Texts("monday")], [Texts("")]),
        ["StringNormalizer of a locale"] = (new StringNormalizer(CaseChange.Upper, Locale: "en_US"), [Texts("i", "ä")], [Texts("I", "Ä")]),
        ["StringNormalizer of a locale that nobody has"] =
            (new StringNormalizer(CaseChange.Lower, Locale: "nowhere_at_all"), [Texts("I")], [Texts("i")]),
        ["TfIdfVectorizer of words"] = (new TfIdfVectorizer(1, 2, 0, TermWeighting.TermFrequency, Words),
            [Texts("a", "b", "a", "b", "c")], [Vector(2, 2, 0, 2)]),
        ["TfIdfVectorizer of pairs that lie apart"] = (new TfIdfVectorizer(2, 2, 5, TermWeighting.TermFrequency, Numbers),
            [Of([1L, 1, 3, 3, 3, 7, 8, 6, 7, 5, 6, 8], 2, 6)], [Floats([0f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1], 2, 7)]),
        ["TfIdfVectorizer by weights"] = (new TfIdfVectorizer(1, 2, 0, TermWeighting.Product, Words, [0.5f, 3, 7]),
            [Texts("a", "b", "b", "a")], [Vector(6, 1, 0, 7)]),
        ["TfIdfVectorizer of weights"] = (new TfIdfVectorizer(1, 1, 0, TermWeighting.InverseDocumentFrequency, Words, [0.5f, 3, 7]),
            [Texts("a", "b", "b")], [Vector(3, 0.5f, 0, 0)]),
        ["TfIdfVectorizer of nothing"] = (new TfIdfVectorizer(1, 2, 1, TermWeighting.TermFrequency, Words),
            [new Tensor(new TensorType(ElementType.String, Shape.Of(2, 0)))], [Floats([0f, 0, 0, 0, 0, 0, 0, 0], 2, 4)]),
        ["RegexFullMatch"] = (new RegexFullMatch(@"www\.[\w.-]+\.\bcom\b"), [Texts("www.google.com", "www.facebook.com.", "bcom")],
            [Of([true, false, false])]),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Which operators have an example here.</summary>
    internal static IEnumerable<Type> Operators => All.Values.Select(c => c.Operator.GetType());

    [Theory]
    [MemberData(nameof(Names))]
    public void On_concrete_tensors_an_operator_gives_what_it_should(string name)
    {
        var (op, inputs, expected) = All[name];
        AssertSame(expected, op.Apply(inputs));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_graph_runs_it_whatever_is_known_of_sizes(string name)
    {
        var (op, inputs, expected) = All[name];
        foreach (var isNamed in (bool[])[false, true])
        {
            (string, ValueKind)[] types =
            [
                .. inputs.Select((input, i) => ($"x{i}", (ValueKind)(isNamed
                    ? input.Type with { Shape = new Shape(input.Shape.Select((_, axis) => (Dimension)$"n{i}{axis}")) }
                    : input.Type))),
            ];
            if (isNamed && op is StringNormalizer && inputs[0].Shape.Rank == 2) continue;
            var graph = Graph.Trace(types, given => [.. op.Apply(given).Select((y, i) => ($"y{i}", y))]);
            graph.Verify();
            var given = inputs.Select((input, i) => (Name: $"x{i}", input)).ToDictionary(p => p.Name, p => p.input);
            var outputs = new GraphRunner(graph).Run(given, TestContext.Current.CancellationToken);
            AssertSame(expected, [.. expected.Select((_, i) => outputs[$"y{i}"])]);
        }
    }

    [Fact]
    public void Numbers_around_texts_are_computed_by_a_plan()
    {
        var type = new TensorType(ElementType.String, Shape.Of(2));
        var graph = Graph.Trace([("x", TensorType.Float(3, 2)), ("names", type)], given =>
        {
            var best = (given[0] * 2f).ArgMax(1);
            return [("best", best), ("name", new StringConcat().ApplyOne(given[1].Gather(best), Text("!")))];
        });
        var inputs = new Dictionary<string, Tensor> { ["x"] = Floats([1f, 2, 4, 3, 5, 6], 3, 2), ["names"] = Texts("a", "b") };
        var outputs = new GraphRunner(graph).Run(inputs, TestContext.Current.CancellationToken);
        AssertSame([Of([1L, 0, 1]), Texts("b!", "a!", "b!")], [outputs["best"], outputs["name"]]);
        var error = Assert.Throws<PlanException>(() => Planner.Plan(graph, CpuTargets.Best));
        Assert.Contains("plans hold numbers only", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Operator, Tensor, string> Faults() => new()
    {
        { new StringSplit(), Vector(1), "input 0 must hold texts; it is Float[1]" },
        { new StringNormalizer(), Texts("a", "b").Reshape(2, 1), "words must be [C] or [1,C]; they are [2,1]" },
        { new TfIdfVectorizer(1, 2, 0, TermWeighting.TermFrequency, Words), Vector(1), "the items must be texts as in the pool" },
        { new TfIdfVectorizer(1, 3, 0, TermWeighting.TermFrequency, Words), Texts("a"), "lengths must be from 1 to 2" },
        { new TfIdfVectorizer(1, 2, 0, TermWeighting.Product, Words, [1f]), Texts("a"), "a weight for each of the 3 n-grams; there are 1" },
        { new TfIdfVectorizer(1, 2, 0, TermWeighting.TermFrequency, Words with { Columns = [1] }), Texts("a"), "for each of the 3" },
        { new TfIdfVectorizer(1, 2, 0, TermWeighting.TermFrequency, Words with { Starts = [0, 1] }), Texts("a"), "a multiple of 2 items" },
        { new TfIdfVectorizer(1, 2, 0, TermWeighting.TermFrequency, Words with { Starts = [0, 9] }), Texts("a"), "in ascending order" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_does_not_fit_is_named(Operator op, Tensor input, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ShapeException>(() => op.Apply(input)).Message, StringComparison.Ordinal);

    private static Tensor Texts(params string[] texts) => Tensor.From(texts);

    private static Tensor Text(string text) => Tensor.From([text], Shape.Scalar);

    private static void AssertSame(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual)
    {
        Assert.Equal(expected.Select(e => e.Type), actual.Select(a => a.Type));
        foreach (var (e, a) in expected.Zip(actual))
        {
            if (e.Element == ElementType.String) Assert.Equal(e.Strings.ToArray(), a.Strings.ToArray());
            else Assert.Equal(e.Cast(ElementType.Double).ToArray<double>(), a.Cast(ElementType.Double).ToArray<double>());
        }
    }
}
