using Bantam.Cli.Rendering;

namespace Bantam.Cli.Checking;

/// <summary>Finds pictures that are there more than once, or look the same.</summary>
internal static class Duplicates
{
    /// <summary>The groups of pictures that are or look the same; the places in the list, the first of each group first.</summary>
    /// <param name="pictures">All pictures; damaged ones are in no group.</param>
    /// <param name="threads">How many threads compare.</param>
    /// <param name="meter">Shows how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Find(
        IReadOnlyList<CheckedPicture> pictures, int threads, Meter meter, CancellationToken cancellationToken)
    {
        int[] whole = [.. Enumerable.Range(0, pictures.Count).Where(i => pictures[i].Problem is null)];
        var parents = Enumerable.Range(0, pictures.Count).ToArray();
        foreach (var same in whole.GroupBy(i => pictures[i].Digest))
            foreach (var other in same.Skip(1))
                Join(same.First(), other);

        // One of those that are equal stands for all: a data set of nothing but copies would be compared for ever.
        int[] unlike = [.. whole.Where(i => parents[i] == i)];
        var hashes = Array.ConvertAll(unlike, i => pictures[i].Hash);
        var found = new List<(int, int)>();
        var done = 0L;
        var total = Math.Max((long)unlike.Length * (unlike.Length - 1) / 2, 1);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, unlike.Length, options, i =>
        {
            for (var j = i + 1; j < hashes.Length; j++)
                if (hashes[i].LooksLike(hashes[j]))
                    lock (found)
                        found.Add((unlike[i], unlike[j]));
            if (Interlocked.Add(ref done, unlike.Length - 1 - i) is var compared && i % 64 == 0)
                meter.Report((double)compared / total, $"{Texts.Count(compared)} pairs");
        });
        foreach (var (first, second) in found.Order()) Join(first, second);
        return
        [
            .. whole.GroupBy(Root).Where(g => g.Count() > 1).OrderBy(g => g.Min()).Select(g => (IReadOnlyList<int>)[.. g.Order()]),
        ];

        int Root(int i)
        {
            while (parents[i] != i) i = parents[i];
            return i;
        }

        void Join(int first, int second)
        {
            var (a, b) = (Root(first), Root(second));
            parents[Math.Max(a, b)] = Math.Min(a, b);
        }
    }
}
