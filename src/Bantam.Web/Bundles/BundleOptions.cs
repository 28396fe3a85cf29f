namespace Bantam.Web.Bundles;

/// <summary>What goes into a bundle besides the model.</summary>
public sealed record BundleOptions
{
    /// <summary>The model's name, which the bundle's page shows.</summary>
    public string Name { get; init; } = "model";

    /// <summary>
    /// The version of the bundle as a package of npm: three numbers, as in <c>1.0.0</c>. The package's name is the model's, in lower case.
    /// </summary>
    public string PackageVersion { get; init; } = "1.0.0";

    /// <summary>How the bundle trains in the page; null for one that does not.</summary>
    public BundleTraining? Training { get; init; }

    /// <summary>
    /// Numbers for the named dimension <c>batch</c> of the model, one compiled inference each; the page runs other numbers of
    /// samples in rounds of the first, unless the model computes with several samples at once, such as their mean.
    /// </summary>
    public IReadOnlyList<int> BatchSizes { get; init; } = [1];

    /// <summary>Numbers for other named dimensions.</summary>
    public IReadOnlyDictionary<string, int> Dimensions { get; init; } = new Dictionary<string, int>();

    /// <summary>What the model is compiled for, a level each; the page takes the first that its browser has.</summary>
    public IReadOnlyList<BundleBackend> Backends { get; init; } = BundleBackend.Default;

    /// <summary>
    /// What a page must know of a model that looks at pictures, as JSON (<c>PictureManifest</c> of Bantam.Vision writes it): the bundle
    /// has the module <c>bantam-vision.js</c> then, which detects and classifies. Null leaves both out.
    /// </summary>
    public string? Vision { get; init; }

    /// <summary>
    /// The names of the classes that the model tells apart; <c>model.json</c> has them as the <c>labels</c> of each output that gives a
    /// score for each. Null where there are none.
    /// </summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>
    /// More files, by their path in the bundle; they work offline like the rest. An <c>index.html</c> among them takes the place of
    /// the plain page that a bundle has, and a <c>package.json</c> that of the one that makes it a package.
    /// </summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();
}
