// A figure of the page as a file: drawn here, saved here, in the colours of paper whatever the screen shows.
const LIGHT = { ink: "#1f1e1b", paper: "#ffffff", accent: "#0f5c73", faint: "#8b877e", heat: "#0f5c73" };
const SHARP = 3; // pixels of the picture to one of the page

function saveFile(content, name) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(content);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}

function figureFiles(root, prefix) {
  function drawn(name) {
    const svg = document.getElementById(`${prefix}figure-${name}`).querySelector("svg");
    const text = new XMLSerializer().serializeToString(svg);
    return text.replace(/var\(--(\w+)\)/g, (whole, colour) => LIGHT[colour] || whole);
  }
  function savePng(name) {
    const picture = new Image();
    picture.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = picture.width * SHARP;
      canvas.height = picture.height * SHARP;
      const pen = canvas.getContext("2d");
      pen.fillStyle = LIGHT.paper;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((made) => saveFile(made, `${name}.png`), "image/png");
    };
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn(name))}`;
  }
  for (const button of root.querySelectorAll("button.make")) {
    const name = button.dataset.figure;
    button.hidden = false;
    button.addEventListener("click", () => {
      if (button.dataset.as === "png") savePng(name);
      else saveFile(new Blob([drawn(name)], { type: "image/svg+xml" }), `${name}.svg`);
    });
  }
}
