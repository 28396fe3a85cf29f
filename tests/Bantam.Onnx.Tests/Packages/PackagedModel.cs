using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Packages;

/// <summary>A model that nobody here wrote.</summary>
/// <param name="Name">What tests call it.</param>
/// <param name="Package">Its package and version; null for a file of the folder <c>shared</c>.</param>
/// <param name="Path">Its path there (see <see cref="Bench.Cases.ModelPackages.Read"/>).</param>
internal sealed record PackagedModel(string Name, string? Package, string Path)
{
    /// <summary>The sizes of its named dimensions, one run each, or of whatever else <see cref="Inputs"/> makes them of.</summary>
    public int[] Sizes { get; init; } = [1];

    /// <summary>The inputs at a size; null for random ones, two samples where there may be several.</summary>
    public Func<int, Dictionary<string, Tensor>>? Inputs { get; init; }

    /// <summary>
    /// How far the largest error of an output may be from its largest element: of an output that ends in a logarithm or a softmax the
    /// small elements mean nothing.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The largest element that an output is taken to have at least: probabilities may all be tiny.</summary>
    public double Least { get; init; }

    /// <summary>
    /// How many elements may be anything, of an output that shows the largest of each neighbourhood alone and zero elsewhere: where two
    /// are almost equal, rounding says which one it is.
    /// </summary>
    public int Ties { get; init; }

    /// <summary>The inputs that hold the state of a recurrent model, each with the output that is its next one.</summary>
    public IReadOnlyDictionary<string, string> States { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it is run by reference too: it has few multiply-adds.</summary>
    public bool IsSmall { get; init; }

    /// <summary>Whether it takes long to fetch or to run: only long test runs do.</summary>
    public bool IsLarge { get; init; }

    /// <summary>The bytes of its file. Where they cannot be had the test is skipped, but not in CI.</summary>
    public byte[] Read() => Package is null ? File.ReadAllBytes(SharedData.Find(Path)) : PackagedModels.Read(Package, Path);

    /// <summary>The inputs of each run.</summary>
    public IEnumerable<Dictionary<string, Tensor>> Runs(Graph graph) =>
        Sizes.Select(size => Inputs?.Invoke(size) ?? RandomTensors.For(graph.Inputs, seed: 1, size, batch: 2));

    /// <summary>Fails where an output is farther than <see cref="Tolerance"/> from what is expected.</summary>
    public void RequireAgreement(IReadOnlyDictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (output, tensor) in expected)
        {
            Assert.Equal(tensor.Type, actual[output].Type);
            var (wanted, got) = (tensor.ToArray<float>(), actual[output].ToArray<float>());
            var limit = Tolerance * Math.Max(wanted.Max(Math.Abs), Least);
            var far = Enumerable.Range(0, wanted.Length).Where(i => !(Math.Abs(wanted[i] - got[i]) <= limit)).ToArray();
            Assert.True(
                far.Length <= Ties,
                $"{Name}, {output}: {far.Length} elements are farther than {limit} from ONNX Runtime's; the first is element "
                + $"{far.FirstOrDefault()}, where it has {wanted[far.FirstOrDefault()]}, and we {got[far.FirstOrDefault()]}.");
        }
    }
}
